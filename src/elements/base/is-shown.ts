/** Is it drawn, or within something that is not? Safari before 17.4 cannot say whether it is skipped. */
export function isShown(element: Element): boolean {
  return element.checkVisibility?.() ?? element.getClientRects().length > 0;
}

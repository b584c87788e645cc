/**
 * What takes longer, in seconds, no reader waits for unasked: it does not run at the touch of a control, and
 * its values are taken from the book where that has them.
 */
export const lightSeconds = 2;

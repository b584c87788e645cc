/** The workers that run in a page, the nested ones too, by the debugging protocol of Chromium. */
import type { CDPSession, Page } from "@playwright/test";

async function withTargets<T>(page: Page, use: (session: CDPSession, ids: string[]) => Promise<T>) {
  const session = await page.context().browser()!.newBrowserCDPSession();
  const { targetInfos } = await session.send("Target.getTargets", { filter: [{}] });
  const { origin } = new URL(page.url());
  const own = targetInfos.filter(({ type, url }) => type === "worker" && url.startsWith(`blob:${origin}`));
  const result = await use(
    session,
    own.map(({ targetId }) => targetId),
  );
  await session.detach();
  return result;
}

export const countWorkers = (page: Page) => withTargets(page, async (_, ids) => ids.length);

/** Lets all workers of that name run some code. @returns what it gives, or promises, in each */
export function inWorkersNamed(page: Page, name: string, code: string): Promise<unknown[]> {
  return withTargets(page, async (session, ids) => {
    const given: unknown[] = [];
    for (const targetId of ids) {
      const { sessionId } = await session.send("Target.attachToTarget", { targetId });
      if ((await evaluate(session, sessionId, "self.name")) === name)
        given.push(await evaluate(session, sessionId, code));
    }
    return given;
  });
}

let count = 0;

async function evaluate(session: CDPSession, sessionId: string, expression: string): Promise<unknown> {
  const params = { expression, awaitPromise: true, returnByValue: true };
  const id = ++count;
  const answer = new Promise<unknown>((resolve) => {
    session.on("Target.receivedMessageFromTarget", (event) => {
      const message = JSON.parse(event.message);
      if (event.sessionId === sessionId && message.id === id) resolve(message.result.result.value);
    });
  });
  const message = JSON.stringify({ id, method: "Runtime.evaluate", params });
  await session.send("Target.sendMessageToTarget", { sessionId, message });
  return answer;
}

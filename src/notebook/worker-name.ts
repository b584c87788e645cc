/** The name of a worker that was started by another one of the same file, to train with it. */
export const SECOND_WORKER = "second worker";

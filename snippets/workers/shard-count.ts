/** Of how many shards a batch is; another number, and all bits are others. */
export const SHARDS = 2;

/** How many bytes a flood has: enough to tell a sender that reads on. */
export const FLOOD_BYTES: number = 64 * 1024 * 1024;

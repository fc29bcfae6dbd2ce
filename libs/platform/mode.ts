/** How the product runs; a data folder is marked with it and opens in no other. */
export const modes = ['demo', 'test', 'production'] as const;
export type Mode = (typeof modes)[number];

/** What every report can be divided by besides its own dimensions. */
export const timeDimensions = ['year', 'quarter', 'month'] as const;
export type TimeDimension = (typeof timeDimensions)[number];
export const isTime = (dimension: string): dimension is TimeDimension =>
  (timeDimensions as readonly string[]).includes(dimension);

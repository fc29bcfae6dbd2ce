/** Names under which Nest hands out what is not a class. */
export const OFFICES = Symbol('offices');
export const CLOCK = Symbol('clock');
export const RUNNING = Symbol('running offices');

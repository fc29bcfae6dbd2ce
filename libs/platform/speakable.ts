/**
 * The name of a field that is not known, where it looks like one: a slip that its sender should find. Anything else may
 * be a name or a number of somebody and stays unsaid. It goes to whoever sent it, into no log.
 */
export const speakable = (name: string): string => (/^[A-Za-z][A-Za-z0-9]{0,39}$/.test(name) ? name : 'unknown');

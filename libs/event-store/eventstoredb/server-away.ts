import { BootRefused } from '../../platform/boot-refused.js';

/** The server cannot be reached, or is not ready yet: later it may be. Apart from what loads the client. */
export class ServerAway extends BootRefused {}

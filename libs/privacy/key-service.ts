/** What keeps the master key shut while it rests, where that is not a file that its owner alone may read. */
import { OperatorError } from '../platform/operator-error.js';

/**
 * A key management service: it seals and opens a few bytes, and its own key never leaves it. One adapter:
 * `TransitService`. A module behind PKCS#11 would be another (decision 33).
 */
export interface KeyService {
  /** @throws KeyServiceAway, KeysRefused */
  seal(bytes: Uint8Array): Promise<string>;
  /** @throws KeyServiceAway · @throws KeysRefused it was sealed by another key, or by a version that is used no more */
  open(sealed: string): Promise<Buffer>;
  /** A new version of its key. What is sealed by older ones opens as before. @throws KeyServiceAway, KeysRefused */
  rotate(): Promise<void>;
  /** The same bytes sealed by the newest version. @throws KeyServiceAway, KeysRefused */
  renew(sealed: string): Promise<string>;
}

/** It cannot be reached, or does not answer as it should: later it may. The message is for the operator. */
export class KeyServiceAway extends OperatorError {
  override readonly name = 'KeyServiceAway';
}

/**
 * Nobody has signed in, or whoever had is nobody here any more. A page leads to where one signs in; a form is shown
 * again with all that was in it, since nothing of it was done. `again`: somebody has, too long ago for what they ask.
 */
export class SignInNeeded extends Error {
  override readonly name = 'SignInNeeded';
  constructor(readonly how: 'first' | 'again' = 'first') {
    super(how);
  }
}

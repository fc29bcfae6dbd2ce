/** What signing in needs of the product, put together. */
import { type Provider, type Type } from '@nestjs/common';
import { Limits, Sources } from '../../../libs/identity/limits.js';
import { Sessions } from '../../../libs/identity/sessions.js';
import { type Directory } from '../../../libs/identity/directory.js';
import { type Config } from '../../../libs/installation/config.js';
import { type Clock } from '../../../libs/platform/clock.js';
import { type Log } from '../../../libs/platform/log.js';
import { type PageDoor } from '../http/door.js';
import { CitizenController } from './citizen.controller.js';
import { ComingIn } from './coming-in.js';
import { PageSession, SessionFinder } from './page-session.js';
import { Cookies } from './session-cookie.js';
import { SignInController } from './sign-in.controller.js';
import { CitizenSignIn, SignIn } from './sign-in.js';

export interface SignInParts {
  readonly signIn: SignIn;
  /** Why staff or citizens cannot sign in, for whoever runs the product. */
  readonly watched: { readonly trouble: string | undefined };
  readonly pages: PageDoor;
  readonly sessions: Sessions;
  readonly controllers: readonly Type[];
  readonly providers: readonly Provider[];
}

/** @throws BootRefused the secret of the sign-in cannot be used */
export function signInParts(config: Config, log: Log, directory: Directory, clock: Clock): SignInParts {
  const [signIn, citizens] = [SignIn.ofStaff(config, log), CitizenSignIn.ofCitizens(config, log)];
  const sessions = new Sessions((person) => directory.callersOf(person, clock.now()));
  const cookies = new Cookies(config.publicAddress);
  const [finder, limits, sources] = [new SessionFinder(sessions, cookies), new Limits(), new Sources()];
  return {
    signIn,
    watched: {
      get trouble() {
        return signIn.trouble ?? citizens.trouble;
      },
    },
    pages: new PageSession(finder, sessions, signIn, limits),
    sessions,
    controllers: [SignInController, CitizenController],
    providers: [
      { provide: SignIn, useValue: signIn },
      { provide: CitizenSignIn, useValue: citizens },
      { provide: Sessions, useValue: sessions },
      { provide: Cookies, useValue: cookies },
      { provide: Limits, useValue: limits },
      { provide: Sources, useValue: sources },
      { provide: SessionFinder, useValue: finder },
      { provide: ComingIn, useValue: new ComingIn(sessions, finder, cookies, limits, sources) },
    ],
  };
}

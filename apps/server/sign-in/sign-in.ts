/** Which provider staff sign in at: the one that was agreed with, or in demo and test the product's own. */
import { readFileSync } from 'node:fs';
import { type SignInFailed, type OpenIdProvider } from '../../../libs/identity/openid-connect.js';
import { type Agreement } from '../../../libs/identity/agreement.js';
import { type Config } from '../../../libs/installation/config.js';
import { type SignInConfig } from '../../../libs/installation/config-sign-in.js';
import { type Log } from '../../../libs/platform/log.js';
import { BootRefused } from '../../../libs/platform/boot-refused.js';
import { refuseReadableByOthers } from '../../../libs/platform/private-file.js';
import { PendingSignIns } from './pending-sign-in.js';

export const ownProviderPath = '/provider';
export const returnPath = '/login/return';
export const citizenReturnPath = '/min-sag/mitid/retur';
export const backChannelPath = '/logout/back-channel';

/** What the product's own provider, of demo and test alone, agrees with the product. */
export const ownAgreement = (origin: string): Agreement => ({
  issuer: origin + ownProviderPath,
  clientId: 'klagegang',
  clientSecret: null,
  algorithm: 'ES256',
  acr: [],
  groupsClaim: 'groups',
  cprClaim: null,
  scopes: [],
});
export const ownCitizenAgreement = (origin: string): Agreement => ({
  ...ownAgreement(origin),
  clientId: 'klagegang-citizens',
  cprClaim: 'cpr',
  scopes: ['cpr'],
});

type Settings = Pick<Config, 'mode' | 'publicAddress' | 'host'>;
/** Who signs in: what was agreed for them, and the paths of the product that they come back to. */
interface Whom {
  readonly agreed: SignInConfig | null;
  readonly own: (origin: string) => Agreement;
  readonly returnPath: string;
  readonly afterLogOut: string;
}

export class SignIn {
  readonly pending = new PendingSignIns();
  private provider: Promise<OpenIdProvider> | undefined;
  private opened: OpenIdProvider | undefined;
  private readonly agreement: Agreement | null;

  /** @throws BootRefused the client's secret cannot be read, or others can read it */
  static ofStaff(config: Settings & Pick<Config, 'signIn'>, log: Pick<Log, 'info' | 'warn'>): SignIn {
    return new SignIn(config, log, { agreed: config.signIn, own: ownAgreement, returnPath, afterLogOut: '/' });
  }

  protected constructor(
    private readonly config: Settings,
    private readonly log: Pick<Log, 'info' | 'warn'>,
    private readonly whom: Whom,
  ) {
    this.agreement = agreementIn(whom.agreed);
  }

  /** Whether anybody can come in here at all. */
  get isThere(): boolean {
    return this.agreement !== null || this.isOwn;
  }

  /** True where people sign in at the product itself: in demo and test, unless another provider was agreed with. */
  get isOwn(): boolean {
    return this.agreement === null && this.config.mode !== 'production';
  }

  /** Why nobody can sign in, as far as was seen. */
  get trouble(): string | undefined {
    return this.opened?.trouble;
  }

  /** As browsers see the product. @param port that it listens on */
  origin(port: number | undefined): string {
    const { publicAddress, host } = this.config;
    return publicAddress ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  }

  /** @throws SignInFailed nothing was agreed with any */
  at(origin: string): Promise<OpenIdProvider> {
    return (this.provider ??= this.open(origin));
  }

  /** Says in the log that somebody came in: by which way, and nothing of whom. */
  cameIn(way: 'provider' | 'mitId' | 'receiptCode'): void {
    this.log.info({ event: 'signedIn', code: way });
  }

  /** Says in the log that nobody came in: why, and nothing of whom. */
  failed({ why, detail }: SignInFailed): void {
    this.log.warn({ event: 'signInFailed', code: why, error: detail });
  }

  private async open(origin: string): Promise<OpenIdProvider> {
    const agreement = this.agreement ?? (this.isOwn ? this.whom.own(origin) : null);
    // Loaded with the first who signs in: a start does without.
    const { OpenIdProvider: Client, SignInFailed: Failed } = await import('../../../libs/identity/openid-connect.js');
    if (agreement === null) throw new Failed('away', 'no provider');
    return (this.opened = new Client(agreement, {
      allowHttp: this.config.mode !== 'production',
      returnTo: origin + this.whom.returnPath,
      afterLogOut: origin + this.whom.afterLogOut,
    }));
  }
}

/** With MitID, at a broker: by the CPR number, which is compared and forgotten (decision 36). */
export class CitizenSignIn extends SignIn {
  /** @throws BootRefused the client's secret cannot be read, or others can read it */
  static ofCitizens(config: Settings & Pick<Config, 'citizenSignIn'>, log: Pick<Log, 'info' | 'warn'>): CitizenSignIn {
    return new CitizenSignIn(config, log, {
      agreed: config.citizenSignIn,
      own: ownCitizenAgreement,
      returnPath: citizenReturnPath,
      afterLogOut: '/min-sag',
    });
  }
}

function agreementIn(signIn: SignInConfig | null): Agreement | null {
  if (signIn === null) return null;
  const { clientSecretFile, groups: _, ...rest } = signIn;
  if (clientSecretFile === null) return { ...rest, clientSecret: null };
  let clientSecret: string;
  try {
    clientSecret = readFileSync(clientSecretFile, 'utf8').trim();
  } catch (error) {
    throw new BootRefused(
      `The secret of the sign-in, ${clientSecretFile}, cannot be read (${(error as NodeJS.ErrnoException).code}). Check its path and its owner.`,
    );
  }
  refuseReadableByOthers(clientSecretFile);
  if (!/^[\x21-\x7e]{16,500}$/.test(clientSecret))
    throw new BootRefused(
      `${clientSecretFile} holds no secret of 16 to 500 characters in one line. Save there what the provider gave for this product.`,
    );
  return { ...rest, clientSecret };
}

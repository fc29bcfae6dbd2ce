import { type FastifyReply, type FastifyRequest } from 'fastify';
import { SignInFailed, type WhyNot } from '../../../libs/identity/openid-connect.js';
import { languageOf } from '../http/page.js';
import { notSignedInPage } from './pages.js';
import { type SignIn } from './sign-in.js';

const statusOf: Readonly<Record<WhyNot, number>> = { away: 503, clock: 503, declined: 403, refused: 403 };

/**
 * Does the work; where nobody was signed in, a page says why, and the log a code.
 * @param from where one begins again
 */
export async function orSay(
  signIn: Pick<SignIn, 'failed'>,
  request: FastifyRequest,
  reply: FastifyReply,
  from: string,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof SignInFailed)) throw error;
    signIn.failed(error);
    const { lang } = request.query as { readonly lang?: unknown };
    await reply
      .code(statusOf[error.why])
      .header('content-type', 'text/html; charset=utf-8')
      .send(notSignedInPage(languageOf(lang), error.why, from));
  }
}

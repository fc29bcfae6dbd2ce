/** Where the product's own provider answers, of demo and test alone; loaded with the first who signs in. */
import { type FastifyInstance } from 'fastify';
import { type DemoPerson } from '../../../libs/installation/demo-people.js';
import { type Answer, type OfficeNames } from './own-provider.js';
import { ownProviderPath, type SignIn } from './sign-in.js';

export interface OwnProvider {
  readonly people: readonly DemoPerson[];
  readonly officeNames: OfficeNames;
  readonly signIn: Pick<SignIn, 'origin'>;
  /** On every answer. */
  readonly headers: Readonly<Record<string, string>>;
}

/** To be called before the server listens. */
export function serveOwnProvider(
  fastify: FastifyInstance,
  { people, officeNames, signIn, headers }: OwnProvider,
): void {
  let made: Promise<Answer> | undefined;
  const make = async (port: number | undefined): Promise<Answer> => {
    const { ownProvider } = await import('./own-provider.js');
    return ownProvider(signIn.origin(port), people, officeNames);
  };
  fastify.route({
    method: ['GET', 'POST'],
    url: `${ownProviderPath}/*`,
    onRequest: async ({ raw, socket }, reply) => {
      const answer = await (made ??= make(socket.localPort));
      reply.hijack();
      for (const [name, value] of Object.entries(headers)) reply.raw.setHeader(name, value);
      await answer(raw, reply.raw);
    },
    handler: () => undefined,
  });
}

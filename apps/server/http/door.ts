/**
 * The door of the server: what the matrix says of a route is asked before anything else of the request is read. What
 * comes after it guards nothing by itself (docs/adding-a-route.md).
 */
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { admit, admitIntegration, ownOffice } from '../../../libs/access/admit.js';
import { rows as matrix, type Row } from '../../../libs/access/matrix.js';
import { type Office } from '../../../libs/complaints/wiring/office.js';
import { type Tokens } from '../../../libs/installation/bearer-tokens.js';
import { BootRefused } from '../../../libs/platform/boot-refused.js';
import { type Mode } from '../../../libs/platform/mode.js';
import './request.js';
import { SignInNeeded } from './sign-in-needed.js';

/** Who has signed in, for a page; its form has come by then. */
export interface PageDoor {
  /** @throws SignInNeeded, Refused FORM_OUTDATED, RATE_LIMITED */
  enter(request: FastifyRequest, reply: FastifyReply): Promise<void>;
}

export class Door {
  /** Rows that no route has so far. */
  private readonly unused: Set<Row>;

  constructor(
    private readonly tokens: Pick<Tokens, 'verify'>,
    private readonly offices: ReadonlyMap<string, Pick<Office, 'profile'>>,
    private readonly rows: readonly Row[] = matrix,
    private readonly pages: PageDoor = { enter: () => Promise.reject(new SignInNeeded()) },
  ) {
    this.unused = new Set(rows);
  }

  /** Before the first route is made. @throws BootRefused as soon as a route is made that has no row */
  guard(fastify: FastifyInstance): void {
    const byRoute = new Map(this.rows.map((row) => [row.route, row]));
    fastify.addHook('onRoute', (route) => {
      for (const method of [route.method].flat()) {
        const name = `${method === 'HEAD' ? 'GET' : method} ${patternOf(route.url)}`;
        const row = byRoute.get(name);
        if (!row) throw withoutRow(name);
        this.unused.delete(row);
        route.config = { ...route.config, row };
      }
    });
    fastify.addHook('onRequest', async (request: FastifyRequest) => {
      const { row } = request.routeOptions.config;
      if (!row || row.who === 'anybody' || row.who === 'session') return;
      const caller = (request.caller = await this.tokens.verify(request.headers.authorization));
      const { office } = request.params as { readonly office?: string };
      const own = office === undefined ? undefined : ownOffice(this.offices, office, caller);
      if (caller.scopes !== undefined) admitIntegration(row, caller);
      else if (own) request.actingRole = admit(row, caller, own.profile) ?? null;
    });
    // After the body: a form that meets a session which has ended is shown again.
    fastify.addHook('preHandler', async (request: FastifyRequest, reply: FastifyReply) => {
      if (request.routeOptions.config.row?.who === 'session') await this.pages.enter(request, reply);
    });
  }

  /** After the last route was made. @throws BootRefused a row is about a route that is not there */
  refuseRowsWithoutRoute(mode: Mode): void {
    const lost = [...this.unused].find(
      ({ only }) => only !== 'configured' && (only !== 'test' || mode !== 'production'),
    );
    if (lost)
      throw new BootRefused(
        `libs/access/matrix.ts says who may ask for ${lost.route}, and this server does not answer it. To whoever changed it: take the row away, or bring the route back. To whoever runs the server: this program was built wrongly; install it anew.`,
      );
  }
}

const withoutRow = (name: string): BootRefused =>
  new BootRefused(
    `This server would answer ${name}, and nothing says who may ask for it. To whoever wrote the route: give it a row in libs/access/matrix.ts, as docs/adding-a-route.md says. To whoever runs the server: this program was built wrongly; install it anew.`,
  );

/** A slash at the end of a path says nothing. */
const patternOf = (url: string): string => url.replace(/(?<=.)\/$/, '');

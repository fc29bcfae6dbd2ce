/**
 * The mix of commands: whole short complaints of the office of Horsens, from the first inquiry to the closing, each
 * step at the revision that the last one left.
 */

export const office = 'horsens';
export const adviser = { sub: 'bench-adviser', name: 'Bente Rådgiver', office, roles: ['adviser'] } as const;

const summary =
  'Jeg har ventet på svar siden marts. Sagsbehandleren lovede at ringe tilbage, men det er ikke sket, og brevet, som jeg fik i maj, handlede om en anden afgørelse. ' +
  'Jeg beder om at få at vide, hvorfor behandlingen trækker ud, hvornår jeg kan vente en afgørelse, og hvem der har ansvaret for sagen, efter at den gik fra den ene afdeling til den anden.';

export const steps: readonly { readonly name: string; readonly body: object }[] = [
  { name: 'ReceiveInquiry', body: { channel: 'phone', complainantType: 'citizen' } },
  {
    name: 'RecordPart',
    body: { topic: 'delay', department: 'jobcenter', eventStart: '2023-10-01', eventEnd: '2023-12-15' },
  },
  { name: 'AssessRemit', body: { part: 'A', admissible: true } },
  { name: 'AgreeRegistration', body: { citizen: true, adviser: true } },
  {
    name: 'RegisterCase',
    body: {
      complainant: {
        name: 'Inger Sørensen',
        cpr: '010180-1234',
        address: 'Søndergade 12, 2. tv., 8700 Horsens',
        email: 'inger@example.dk',
        phone: '+45 12 34 56 78',
      },
      summary,
      parts: ['A'],
    },
  },
  {
    name: 'ReferToDepartment',
    body: {
      referrals: [
        {
          department: 'jobcenter',
          parts: ['A'],
          questions:
            'Hvornår er henvendelserne besvaret, og hvad er grunden til ventetiden? Vedlæg gerne notaterne fra samtalerne.',
        },
      ],
    },
  },
  {
    name: 'RecordDepartmentAnswer',
    body: {
      department: 'jobcenter',
      directToCitizen: true,
      summary:
        'Afdelingen beklager ventetiden og har truffet afgørelse. Borgeren har fået et nyt brev med en klagevejledning og et telefonnummer til sin sagsbehandler.',
    },
  },
  { name: 'CloseCase', body: {} },
];

export interface NextCommand {
  readonly name: string;
  /** Null for the first step of a complaint. */
  readonly complaint: string | null;
  readonly ifMatch: string | undefined;
  readonly body: object;
}

/**
 * One adviser at work: a complaint from beginning to end, then the next; what is complained of, so many years later.
 */
export class AtWork {
  constructor(private readonly years = 0) {}

  private done = 0;
  private id: string | null = null;
  private revision = -1;

  next(): NextCommand {
    const { name, body } = steps[this.done]!;
    return {
      name,
      body: this.years === 0 ? body : yearsLater(body, this.years),
      complaint: this.id,
      ifMatch: this.id === null ? undefined : `"${this.revision}"`,
    };
  }

  took({ id, revision }: { readonly id: string; readonly revision: number }): void {
    this.done = (this.done + 1) % steps.length;
    this.id = this.done === 0 ? null : id;
    this.revision = revision;
  }
}

const yearsLater = (body: object, years: number): object =>
  Object.fromEntries(
    Object.entries(body).map(([field, value]: [string, unknown]) => [
      field,
      /^event(Start|End)$/.test(field)
        ? `${Number(String(value).slice(0, 4)) + years}${String(value).slice(4)}`
        : value,
    ]),
  );

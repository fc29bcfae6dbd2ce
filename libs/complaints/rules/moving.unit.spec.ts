// A complaint under other rules (docs/decisions/0022): what moves, what stays, and what does not fit.
import { admitted, caseUnder, given, part, received, sent, type Line } from '../testing/given.js';

const moved = (history: readonly Line[], from: string, to?: string) =>
  given(...history)
    .under(from)
    .when('MoveCase', { ...(to && { profile: to }), reason: 'officeDecision' }, { as: 'head' });
const toKoebenhavn = 'koebenhavn@1';

it('goes on under the other profile, where it stands, with all that was recorded', () => {
  const { story } = moved(caseUnder('horsens@1'), 'horsens@1', toKoebenhavn)
    .then('CaseMoved', { lifecycle: 'complaint/2', profile: toKoebenhavn, reason: 'officeDecision' })
    .leadingTo('registered')
    .leaving({ pinned: { profile: toKoebenhavn }, parts: [{ id: 'A' }, { id: 'B' }] });
  // Early resolution is no step of Horsens.
  expect(story.evaluate('StartEarlyResolution', { mode: 'flexible' }).taken).toBe(true);
});

it('can be moved before it is a case, and without another profile', () => {
  moved([received], 'horsens@1').then('CaseMoved', { profile: 'horsens@1' }).leadingTo('intake');
});

it('stays where its state is none of the other profile', () => {
  const checking = [received, part('jobcenter'), admitted('A'), sent('CompleteIntake')];
  moved(checking, toKoebenhavn, 'horsens@1').thenRefused('DOES_NOT_FIT');
  moved(checking, toKoebenhavn, 'odense@1').then('CaseMoved').leadingTo('dialogueCheck');
  const early = [...caseUnder(toKoebenhavn), sent('StartEarlyResolution', { mode: 'written' })];
  moved(early, toKoebenhavn, 'odense@1').then('CaseMoved').leadingTo('earlyResolution.written');
});

it('stays where a part was excluded on a ground that the other profile does not have', () => {
  const excluded = sent('AssessRemit', {
    part: 'A',
    admissible: false,
    ground: 'serviceLevel',
    guidance: ['whereToComplain'],
    body: 'ombudsmanden',
  });
  moved([received, part('jobcenter'), excluded], 'odense@1', 'horsens@1').thenRefused('DOES_NOT_FIT');
});

it('stays where the other profile takes no complaint of this complainant', () => {
  const company = caseUnder('odense@1').map((line) =>
    'command' in line && line.command === 'ReceiveInquiry'
      ? sent('ReceiveInquiry', { channel: 'phone', complainantType: 'company' })
      : line,
  );
  moved(company, 'odense@1', 'horsens@1').thenRefused('DOES_NOT_FIT');
});

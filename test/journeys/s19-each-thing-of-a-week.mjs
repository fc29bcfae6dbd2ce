// What an office meets in a week, each done in at most three steps: the case is brought to where it happens, the steps
// are counted, and what stands afterwards is looked at.
import { Office, expect, only } from './drive.mjs';

const jobcenter = { department: 'jobcenter' };
const byJobcenter = { as: 'department', ...jobcenter };
const onePart = { A: { topic: 'delay', ...jobcenter } };
const twoParts = { ...onePart, B: { topic: 'noReply', department: 'borgerservice' } };
const letterTo = (department, part = 'A') => ({ referrals: [{ department, parts: [part] }] });
const answered = { ...jobcenter, directToCitizen: true, finding: 'upheld' };
const criteria = { citizenBenefit: 'high', improvement: 'high', overall: 'justified' };
const revisionOf = async (c, type) => only(await c.history(), { type }).revision;
const deadline = async (c, kind) => only((await c.view()).deadlines, { kind });

const referred = async (c) => {
  await c.do('ReferToDepartment', letterTo('jobcenter'), 'referred');
};
const answeredThen = async (c) => {
  await referred(c);
  await c.do('RecordDepartmentAnswer', answered, 'answered', byJobcenter);
};
const closed = async (c) => {
  await answeredThen(c);
  await c.do('CloseCase', { solved: 'wholly' }, 'closed(answeredByDepartment)');
};
const investigated = async (c) => {
  await referred(c);
  await c.do('RecordDepartmentAnswer', answered, 'answered', byJobcenter);
  await c.do('RequestCloserLook', {}, 'investigationAssessment');
  await c.do('OpenInvestigation', { scope: ['A'], criteria }, 'investigating.active', { as: 'head' });
};

/** What happens: how the case got there, the steps it takes, and what is to be seen afterwards. */
const week = {
  'the name was misspelt': [
    () => {},
    [['UpdateParty', { party: 'C1', name: 'Ugens Borgér', reason: 'misspelt' }, 'registered']],
    (c) => c.view({ complainant: { name: 'Ugens Borgér' } }),
  ],
  'the citizen has moved': [
    closed,
    [['UpdateParty', { party: 'C1', address: 'Nyvej 2', reason: 'moved' }, 'closed']],
    (c) => c.view({ parties: [{ address: 'Nyvej 2' }] }),
  ],
  'somebody else complains of the same': [
    () => {},
    [['AddParty', { role: 'coComplainant', name: 'Ugens Nabo', lettersTo: true }, 'registered']],
    (c) => c.view({ parties: [{ id: 'C1' }, { id: 'P1', role: 'coComplainant' }] }),
  ],
  'the citizen takes back an authority': [
    async (c) => {
      const representative = { role: 'representative', name: 'Ugens Advokat', authority: 'powerOfAttorney' };
      await c.do('AddParty', { ...representative, lettersTo: true }, 'registered');
    },
    [['EndParty', { party: 'P1', reason: 'authorityWithdrawn' }, 'registered']],
    async (c) => {
      await c.do('Acknowledge', {}, 'registered');
      expect(
        (await c.view()).letters.map(({ to }) => to),
        ['citizen'],
        'whom the receipt went to',
      );
    },
  ],
  'a receipt goes out': [
    () => {},
    [['Acknowledge', {}, 'registered']],
    async (c) => expect(await deadline(c, 'acknowledgement'), { status: 'met' }, 'the receipt'),
  ],
  'the wrong topic was written down': [
    () => {},
    [
      [
        'CorrectRecord',
        async (c) => ({
          revision: await revisionOf(c, 'PartRecorded'),
          fields: { topic: 'staffConduct' },
          reason: 'misheard',
        }),
        'registered',
      ],
    ],
    (c) => c.view({ parts: [{ topic: 'staffConduct' }], corrections: [{ reason: 'misheard' }] }),
  ],
  'a letter went to the wrong department': [
    referred,
    [
      ['DeclineReferral', { suggested: 'borgerservice' }, 'referred', byJobcenter],
      ['RecallReferral', { ...jobcenter, reason: 'wrongDepartment' }, 'registered'],
      [
        'CorrectRecord',
        async (c) => ({
          revision: await revisionOf(c, 'PartRecorded'),
          fields: { department: 'borgerservice' },
          reason: 'misheard',
        }),
        'registered',
      ],
    ],
    async (c) => {
      await c.do('ReferToDepartment', letterTo('borgerservice'), 'referred');
    },
  ],
  'a department asks for more time': [
    referred,
    [
      ['RequestExtension', { ...jobcenter, due: '2026-03-30' }, 'referred', byJobcenter],
      [
        'ExtendDeadline',
        { kind: 'departmentAnswer', ...jobcenter, due: '2026-03-30', reason: 'departmentAsked' },
        'referred',
      ],
    ],
    (c) => c.view({ referrals: [{ due: '2026-03-30' }] }),
  ],
  'half an answer comes': [
    referred,
    [['RecordDepartmentAnswer', { ...answered, complete: false }, 'referred', byJobcenter]],
    (c) => c.view({ referrals: [{ answeredOn: null }] }),
  ],
  'an answer comes on a closed case': [
    closed,
    [['RecordDepartmentAnswer', answered, 'closed', byJobcenter]],
    (c) => c.view({ state: 'closed', solved: 'wholly' }),
  ],
  'the same citizen wrote twice': [
    () => {},
    [
      [
        'DiscontinueCase',
        async (c, office) => {
          c.first = await office.registered({ parts: onePart, name: 'Dobbelt Dorte' });
          return { reason: 'duplicate', duplicateOf: c.first.id };
        },
        'closed(discontinued)',
      ],
      ['LinkCase', (c) => ({ to: c.first.id, kind: 'duplicate' }), 'closed'],
    ],
    (c) => Object.assign(c.first, { position: c.position }).view({ links: [{ to: c.id, kind: 'duplicate' }] }),
  ],
  'an adviser goes on leave': [
    async (c, office) => {
      for (const sub of ['asta', 'bo']) await office.get(c.path, 'adviser', { sub });
      await c.do('AssignCase', { to: 'asta' }, 'registered');
    },
    [
      async (c, office) => {
        const { status } = await office.post('/assignments', { from: 'asta', to: 'bo' }, 'head');
        expect(status, 200, 'handed over');
        await c.refresh();
      },
    ],
    (c) => c.view({ assignee: { sub: 'bo' } }),
  ],
  'a case was closed by mistake': [
    closed,
    [
      [
        'RetractStep',
        async (c) => ({ revision: await revisionOf(c, 'ClosedOnAnswer'), reason: 'mistake' }),
        'answered',
      ],
    ],
    (c) => c.view({ outcome: null, solved: null }),
  ],
  'an answer was noted on the wrong case': [
    answeredThen,
    [
      [
        'RetractStep',
        async (c) => ({ revision: await revisionOf(c, 'LastDepartmentAnswered'), reason: 'wrongCase' }),
        'referred',
      ],
    ],
    (c) => c.view({ referrals: [{ answeredOn: null }] }),
  ],
  'the citizen cannot be reached': [
    answeredThen,
    [['DiscontinueCase', { reason: 'unreachable' }, 'closed(discontinued)']],
    (c) => c.view({ outcome: 'discontinued' }),
  ],
  'the matter came to nothing': [
    referred,
    [['DiscontinueCase', { reason: 'moot' }, 'closed(discontinued)']],
    async (c) => expect(await deadline(c, 'departmentAnswer'), { status: 'ended' }, 'nobody is waited for'),
  ],
  'the citizen has died': [
    referred,
    [
      ['EndParty', { party: 'C1', reason: 'died' }, 'referred'],
      ['DiscontinueCase', { reason: 'died' }, 'closed(discontinued)'],
    ],
    (c) => c.view({ parties: [{ ended: 'died' }] }),
  ],
  'the department put it right before anybody asked': [
    () => {},
    [['DiscontinueCase', { reason: 'solvedByItself', solved: 'wholly' }, 'closed(discontinued)']],
    (c) => c.view({ solved: 'wholly' }),
  ],
  'the citizen takes one part back': [
    () => {},
    [['WithdrawPart', { part: 'B' }, 'registered']],
    (c) => c.view({ parts: [{ outcome: null }, { outcome: 'withdrawnByCitizen' }] }),
    twoParts,
  ],
  'one more thing comes while the department is waited for': [
    referred,
    [
      ['RecordPart', { topic: 'staffConduct', department: 'borgerservice' }, 'referred'],
      ['AssessRemit', { part: 'B', admissible: true }, 'referred'],
      ['ReferToDepartment', letterTo('borgerservice', 'B'), 'referred'],
    ],
    (c) => c.view({ referrals: [jobcenter, { department: 'borgerservice' }] }),
  ],
  'department and citizen agree in the middle of an investigation': [
    investigated,
    [
      ['ProposeSettlement', { terms: 'Et møde på torsdag', compromisesRights: false }, 'investigating.active'],
      ['AcceptSettlement', { by: 'department' }, 'investigating.active'],
      ['AcceptSettlement', { by: 'citizen', solved: 'wholly' }, 'closed(settled)'],
    ],
    (c) => c.view({ solved: 'wholly' }),
  ],
  'a paper of somebody else was filed here': [
    async (c) => {
      const content = Buffer.from('En andens brev').toString('base64');
      c.misfiled = await c.file({ title: 'Brev', direction: 'in', date: '2026-03-02', content });
    },
    [
      [
        'RequestErasure',
        (c) => ({ of: 'document', document: c.misfiled.id }),
        'registered',
        { as: 'dataProtectionOfficer' },
      ],
      [
        'DecideErasure',
        { request: 'E1', decision: 'granted', basis: 'misfiled' },
        'registered',
        { as: 'dataProtectionOfficer' },
      ],
    ],
    (c) => c.view({ documents: [{ readable: false }] }),
  ],
  'a case that colleagues should not read': [
    async (c, office) => {
      await office.get(c.path, 'adviser', { sub: 'bo' });
    },
    [['SetHandling', { priority: 'normal', complexity: 'simple', confidential: true }, 'registered', { as: 'head' }]],
    async (c, office) =>
      expect((await office.get(c.path, 'adviser', { sub: 'bo' })).body.code, 'CONFIDENTIAL', 'a colleague'),
  ],
  'the adviser knows somebody there': [
    async (c, office) => {
      await office.get(c.path, 'adviser', { sub: 'bo' });
    },
    [
      ['DeclareConflict', jobcenter, 'registered', { sub: 'asta' }],
      ['AssignCase', { to: 'bo' }, 'registered', { sub: 'asta' }],
    ],
    (c) => c.view({ assignee: { sub: 'bo' } }),
  ],
  'the flexible way was chosen by mistake': [
    async (c) => {
      await c.do('StartEarlyResolution', { mode: 'flexible' }, 'earlyResolution.flexible');
    },
    [['SwitchMode', { mode: 'written' }, 'earlyResolution.written']],
    (c) => c.view({ state: 'earlyResolution.written' }),
  ],
  'the citizen asks how it goes': [
    referred,
    [['NotifyCitizen', { about: 'status', text: 'Vi venter på jobcentret.' }, 'referred']],
    async (c) => expect(await deadline(c, 'status'), { status: 'running' }, 'the next word to the citizen'),
  ],
  'a part is for the appeals board after all': [
    () => {},
    [
      [
        'AssessRemit',
        { part: 'B', admissible: false, ground: 'content', guidance: ['whereToComplain'], body: 'ankestyrelsen' },
        'registered',
      ],
    ],
    (c) => c.view({ parts: [{ outcome: null }, { outcome: 'directed' }] }),
    twoParts,
  ],
  'a department was laid down': [
    referred,
    [
      ['RecallReferral', { ...jobcenter, reason: 'wrongDepartment' }, 'registered'],
      [
        'CorrectRecord',
        async (c) => ({
          revision: await revisionOf(c, 'PartRecorded'),
          fields: { department: 'borgerservice' },
          reason: 'other',
        }),
        'registered',
      ],
      ['ReferToDepartment', letterTo('borgerservice'), 'referred'],
    ],
    (c) => c.view({ referrals: [{ recalled: 'wrongDepartment' }, { department: 'borgerservice' }] }),
  ],
  // The last: two months have passed.
  'the answer comes after the office gave up waiting': [
    async (c, office) => {
      await referred(c);
      await office.at('2026-05-04');
      await c.refresh();
      await c.do('RecordNoAnswer', {}, 'investigationAssessment');
    },
    [
      ['RecordDepartmentAnswer', answered, 'investigationAssessment', byJobcenter],
      ['CloseCase', {}, 'closed(answeredByDepartment)'],
    ],
    (c) => c.view({ finding: 'upheld' }),
  ],
};

/** Each on a case of its own, in København. */
export async function s19_each_thing_of_a_week(product) {
  const office = new Office(product, 'koebenhavn');
  await office.at('2026-03-02');
  expect(Object.keys(week).length >= 25, true, 'things that happen');
  for (const [what, [arrange, steps, look, parts = onePart]] of Object.entries(week)) {
    try {
      const c = await office.registered({ parts, name: 'Ugens Borger' });
      await arrange(c, office);
      expect(steps.length <= 3, true, 'steps');
      for (const step of steps) {
        if (typeof step === 'function') await step(c, office);
        else {
          const [name, body, state, who] = step;
          await c.do(name, typeof body === 'function' ? await body(c, office) : body, state, who);
        }
      }
      await look(c, office);
    } catch (error) {
      throw new Error(`${what}: ${error.message}`, { cause: error });
    }
  }
}

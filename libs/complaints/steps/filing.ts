import { ifAny, sampleText } from './bodies.js';
import { bothSides, directions, meetingReasons } from '../../../event-schemas/complaint/codes.js';
import { holdsOn, recallStands, underQuarantine } from '../../case/quarantine.js';
import { yes } from './facts.js';
import {
  HasHappened,
  IsBase64,
  IsCoded,
  IsDate,
  IsDepartment,
  IsFileName,
  IsInstant,
  IsMediaType,
  IsReference,
  IsText,
  MayBeLeftOut,
  NotBefore,
} from './fields.js';
import { DepartmentUnnamed, stepOf, UnknownReference } from './step.js';

/**
 * Bytes of a document inside JSON; a request may have 256 KiB, larger files come by multipart upload (promises.md,
 * section 5).
 */
export const maxInlineBytes = 184_320;

export class FileDocument {
  @IsText() readonly title!: string;
  @IsCoded(directions) readonly direction!: (typeof directions)[number];
  @HasHappened() @IsDate() readonly date!: string;
  @MayBeLeftOut() @IsDepartment() readonly department?: string;
  @MayBeLeftOut() @IsDate() readonly from?: string;
  @MayBeLeftOut() @NotBefore('from') @IsDate() readonly to?: string;
  @MayBeLeftOut() @IsReference() readonly request?: string;
  @MayBeLeftOut() @IsBase64(maxInlineBytes) readonly content?: string;
  @MayBeLeftOut() @IsFileName() readonly fileName?: string;
  @MayBeLeftOut() @IsMediaType() readonly mediaType?: string;
}
export const fileDocument = stepOf(FileDocument)({
  name: 'FileDocument',
  title: { da: 'Journalisér et dokument', en: 'File a document' },
  phase: 'case',
  proposes: ['DocumentFiled'],
  decide: (
    { title, direction, date, department, from, to, request, content, fileName, mediaType },
    { caseState, revision },
  ) => {
    const answered = caseState.informationRequests.find(({ id }) => id === request);
    if (request !== undefined && !answered) throw new UnknownReference('request');
    const arrived = {
      department: department ?? answered?.department,
      from: from ?? answered?.from,
      to: to ?? answered?.to,
      request,
    };
    if (direction === 'in' && arrived.department === undefined && recallStands(caseState))
      throw new DepartmentUnnamed('department');
    return {
      type: 'DocumentFiled',
      data: {
        document: `${revision}-1`,
        title,
        direction,
        date,
        ...arrived,
        quarantined: direction === 'in' && underQuarantine(caseState, arrived, holdsOn(caseState, arrived)),
        bytes: content === undefined ? undefined : Buffer.byteLength(content, 'base64'),
        content,
        fileName,
        mediaType,
        facts: {},
      },
    };
  },
  sample: ({ today }) => ({ title: sampleText, direction: 'internal', date: today }),
  rebuild: ({ data: { direction, date, department, from, to, request, bytes, fileName, mediaType } }, text) => ({
    title: text,
    direction,
    date,
    department,
    from,
    to,
    request,
    content: contentOf(bytes),
    fileName: ifAny(fileName, text),
    mediaType: ifAny(mediaType, 'application/octet-stream'),
  }),
});

export class RecordNote {
  @IsText() readonly text!: string;
  @MayBeLeftOut() @HasHappened() @IsInstant() readonly occurredAt?: string;
}
export const recordNote = stepOf(RecordNote)({
  name: 'RecordNote',
  title: { da: 'Skriv et notat', en: 'Record a note' },
  phase: 'case',
  proposes: ['NoteRecorded'],
  decide: ({ text }) => ({ type: 'NoteRecorded', data: { text, facts: {} } }),
  sample: () => ({ text: sampleText }),
  rebuild: (_, text) => ({ text }),
});

export class AttendMeeting {
  @IsCoded(bothSides) readonly requestedBy!: (typeof bothSides)[number];
  @IsCoded(meetingReasons) readonly reason!: (typeof meetingReasons)[number];
  @HasHappened() @IsDate() readonly on!: string;
  @MayBeLeftOut() @IsText() readonly note?: string;
}
export const attendMeeting = stepOf(AttendMeeting)({
  name: 'AttendMeeting',
  title: { da: 'Deltag i et møde', en: 'Attend a meeting' },
  phase: 'case',
  reasonAskedBy: ['H12'],
  proposes: ['MeetingAttended'],
  decide: ({ requestedBy, reason, on, note }, { profile }) => ({
    type: 'MeetingAttended',
    data: { requestedBy, reason, on, note, facts: { inProfile: yes(profile.settings.meetingAttendance.value) } },
  }),
  sample: ({ today }) => ({ requestedBy: 'citizen', reason: 'insecure', on: today }),
  rebuild: ({ data: { requestedBy, reason, on, note } }, text) => ({
    requestedBy,
    reason,
    on,
    note: ifAny(note, text),
  }),
});

/** Base64 of so many bytes: a document's length is a coded field, and computed from its content. */
function contentOf(bytes: number | undefined): string | undefined {
  return bytes === undefined ? undefined : 'AAAA'.repeat(Math.floor(bytes / 3)) + ['', 'AA==', 'AAA='][bytes % 3]!;
}

export const filingSteps = [fileDocument, recordNote, attendMeeting] as const;

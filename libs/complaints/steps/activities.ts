/** What the office does besides complaints: about nobody, and for the reports alone. */
import { activityKinds, type ActivityKind } from '../../../event-schemas/complaint/codes.js';
import { pin } from './facts.js';
import { HasHappened, IsCoded, IsDate, IsDepartment, IsMinutes, IsTopic, MayBeLeftOut } from './fields.js';
import { stepOf } from './step.js';

export class RecordActivity {
  @IsCoded(activityKinds) readonly kind!: ActivityKind;
  @MayBeLeftOut() @IsDepartment() readonly department?: string;
  @MayBeLeftOut() @IsTopic() readonly topic?: string;
  @HasHappened() @IsDate() readonly on!: string;
  @MayBeLeftOut() @IsMinutes() readonly minutes?: number;
}
export const recordActivity = stepOf(RecordActivity)({
  name: 'RecordActivity',
  title: { da: 'Registrér en aktivitet uden for klager', en: 'Record an activity besides complaints' },
  phase: 'preCase',
  starting: true,
  address: 'activities',
  proposes: ['ActivityRecorded'],
  decide: ({ kind, department, topic, on, minutes }, at) => ({
    type: 'ActivityRecorded',
    data: { ...pin(at), kind, department, topic, on, minutes, facts: {} },
  }),
  sample: ({ today }) => ({ kind: 'teaching', on: today }),
  rebuild: ({ data: { kind, department, topic, on, minutes } }) => ({ kind, department, topic, on, minutes }),
});

export const activitySteps = [recordActivity] as const;

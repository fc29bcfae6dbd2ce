/** Views of the worklist that people keep for themselves, or for everybody in the office. */
import { type ViewEvent } from '../../event-schemas/office/view-events.js';
import { refused } from '../platform/refused.js';
import { viewStream, type ActingMember } from './office-members.js';
import { OfficeStream } from './office-stream.js';
import { type ReceiptCodesParts } from './receipt-codes.js';

export interface SavedView {
  readonly id: string;
  readonly name: string;
  /** What the list is narrowed by, as its address says it. */
  readonly query: string;
  readonly isCommon: boolean;
  readonly by: string;
}
/** Of one person, and of the office. */
const most = { own: 30, common: 30 } as const;

type Views = readonly SavedView[];
export class SavedViews {
  private readonly views: OfficeStream<ViewEvent, Views>;

  constructor(parts: ReceiptCodesParts) {
    this.views = new OfficeStream<ViewEvent, Views>(parts, {
      stream: viewStream,
      called: 'kept',
      initial: [],
      advance,
    });
  }

  /** Those that somebody has: their own, and the office's. */
  async of(sub: string): Promise<Views> {
    return (await this.views.read()).filter(({ by, isCommon, name }) => (isCommon || by === sub) && name !== '');
  }

  /** @throws Refused VALIDATION there are too many, StoreUnavailable, OutcomeUnknown, KeyStoreUnavailable */
  save({ id, name, query, isCommon }: Omit<SavedView, 'by'>, by: ActingMember): Promise<void> {
    return this.views.change(by, (views) => {
      // A second press of the button.
      if (views.some((each) => each.id === id)) return [];
      const beside = views.filter((each) => each.isCommon === isCommon && (isCommon || each.by === by.sub));
      if (beside.length >= most[isCommon ? 'common' : 'own'])
        throw refused('VALIDATION', 400, { errors: [{ field: 'name', code: 'TOO_MANY', sentences: tooMany }] });
      return [{ type: 'ViewSaved', data: { view: id, name, query, isCommon, facts: {} } }];
    });
  }

  /** @throws Refused 404 NOT_FOUND it is none of theirs, and as `save` */
  remove(id: string, by: ActingMember, mayRemoveCommon: boolean): Promise<void> {
    return this.views.change(by, (views) => {
      const view = views.find((each) => each.id === id);
      if (!view || !(view.by === by.sub || (view.isCommon && mayRemoveCommon))) throw refused('NOT_FOUND');
      return [{ type: 'ViewRemoved', data: { view: id, facts: {} } }];
    });
  }
}

function advance(views: Views, { type, data, actor }: ViewEvent): Views {
  if (type === 'ViewRemoved') return views.filter(({ id }) => id !== data.view);
  const { view: id, name, query, isCommon } = data;
  // One whose name does not open any more is not shown.
  return [...views, { id, name: typeof name === 'string' ? name : '', query, isCommon, by: actor.sub }];
}

const tooMany = {
  da: 'Der er 30 visninger, og flere kan ikke overskues. Fjern en, før du gemmer en ny.',
  en: 'There are 30 views, and more cannot be surveyed. Remove one before you save another.',
};

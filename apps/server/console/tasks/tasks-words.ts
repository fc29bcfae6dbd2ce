import { type Sentences } from '../../../../libs/platform/refusal.js';

export const tasksWords = {
  tasks: { da: 'Opgaver', en: 'Tasks' },
  says: {
    da: 'Det, som nogen skal gøre, og hver frist, der løber eller er overskredet.',
    en: 'What somebody has to do, and every deadline that runs or has passed.',
  },
  whose: { da: 'Hvis opgaver', en: 'Whose tasks' },
  mine: { da: 'Mine', en: 'Mine' },
  all: { da: 'Alle', en: 'All' },
  nobodys: { da: 'Uden ansvarlig', en: 'Nobody’s' },
  until: { da: 'Frist til og med', en: 'Due until' },
  week: { da: 'De næste syv dage', en: 'The next seven days' },
  fourWeeks: { da: 'De næste fire uger', en: 'The next four weeks' },
  always: { da: 'Alle dage', en: 'Any day' },
  late: { da: 'For sent', en: 'Late' },
  today: { da: 'I dag', en: 'Today' },
  noDay: { da: 'Uden en dag', en: 'Without a day' },
  none: { da: 'Her er ingen opgaver', en: 'There are no tasks here' },
  noneHint: { da: 'Se i stedet', en: 'See instead' },
  next: { da: 'Flere opgaver', en: 'More tasks' },
  first: { da: 'Fra begyndelsen', en: 'From the beginning' },
  pages: { da: 'Flere sider', en: 'More pages' },
} as const satisfies Readonly<Record<string, Sentences>>;

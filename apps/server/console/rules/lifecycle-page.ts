/** The whole lifecycle: drawn, and state by state with what each step asks for. */
import { type lifecycleReport } from '../../../../libs/complaints/views/lifecycle-report.js';
import { isCommandName } from '../../../../libs/complaints/steps/steps.js';
import { html, type Html } from '../../http/html.js';
import { type Language } from '../../http/page.js';
import { deskPage, type Desk } from '../desk.js';
import { box, drawnLine, svg } from '../path/draw-path.js';
import { layoutOf } from '../path/path.js';
import { boxLines } from '../path/words.js';
import { refusalIn } from '../ui/said.js';
import { section, table } from '../ui/table.js';
import { stateWord, stateWords } from '../words/state-words.js';
import { stepTitle } from '../words/step-words.js';
import { ruleMenu } from './rules-page.js';
import { ruleWords } from './rule-words.js';

/** As a case goes. */
const order = Object.keys(stateWords);
type Report = ReturnType<typeof lifecycleReport>;
type Transition = Report['transitions'][number];

export function lifecyclePage(desk: Desk, { id, states, transitions }: Report): string {
  const { lang } = desk;
  const ordered = [...states].sort((a, b) => order.indexOf(a) - order.indexOf(b));
  const from = (state: string | null) => transitions.filter((each) => each.from === state);
  return deskPage(desk, {
    title: `${ruleWords.lifecycle[lang]} ${id}`,
    content: html`${ruleMenu(desk, 'lifecycle')}
      <p>${ruleWords.lifecycleIntro[lang]}</p>
      ${section('picture', ruleWords.picture[lang], pictureOf(id, states, lang))}
      ${stateSection(desk, 'begins', ruleWords.begins[lang], from(null))}
      ${ordered.map((state) => stateSection(desk, state, stateWord(state, lang), from(state)))}`,
  });
}

function stateSection(desk: Desk, id: string, title: string, steps: readonly Transition[]): Html | false {
  const { lang } = desk;
  return (
    steps.length > 0 &&
    html`<details class="kg-step" id="state-${id.replace('.', '-')}">
      <summary>${title} (${steps.length} ${ruleWords.steps[lang]})</summary>
      <div>
        ${table(
          title,
          [ruleWords.step[lang], ruleWords.to[lang], ruleWords.asks[lang]],
          steps.map(({ name, from, to, asks }) => [
            isCommandName(name) ? stepTitle(name, lang) : name,
            to === from ? html`<span class="soft">${ruleWords.stays[lang]}</span>` : stateWord(to, lang),
            html`<ul class="nobullet-list">
              ${asks.map(({ code, rules, sentences }) => html`<li>${refusalIn(desk, { code, rules, sentences })}</li>`)}
            </ul>`,
          ]),
        )}
      </div>
    </details>`
  );
}

/** Everything that is possible, as of a case that has been nowhere. */
function pictureOf(id: string, states: readonly string[], lang: Language): Html {
  const { wide, tall } = layoutOf(id);
  const names = states.map((state) => stateWord(state, lang)).join(', ');
  return html`<div class="kg-path">
    ${(
      [
        ['wide', wide],
        ['tall', tall],
      ] as const
    ).map(([way, layout]) =>
      svg(layout, `lifecycle-${way}`, way, `${ruleWords.lifecycle[lang]} ${id}`, names, [
        ...layout.lines.filter(({ main }) => main).map((line) => drawnLine(line, 'next')),
        ...Object.keys(layout.places).map((node) => box(layout, node, 'next', boxLines(node, lang))),
      ]),
    )}
  </div>`;
}

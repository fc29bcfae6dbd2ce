import fc from 'fast-check';
import { exampleYear } from '../testing/example.js';
import { type Figure, type Report } from '../../read-models/statistics/report.js';
import { planCharts } from './plan.js';

const reports = exampleYear.sections.flatMap((section) => section.reports);
const named = (name: string) => reports.find((report) => report.name === name)!;
const plansOf = (name: string) => planCharts(named(name), 'da');

describe('which charts help', () => {
  it('two dimensions become groups of bars, with the second as the series', () => {
    const [plan, ...others] = plansOf('contacts-by-channel');
    expect(others).toEqual([]);
    expect(plan).toMatchObject({
      shape: 'bars',
      kind: 'count',
      categories: ['Klage', 'Vejledning', 'Forslag'],
      series: ['Telefon', 'E-mail', 'Fremmøde'],
      axis: 'Henvendelser',
    });
    expect(plan!.marks).toContainEqual({ category: 'Klage', series: 'Telefon', value: 612, text: '612' });
  });
  it('time becomes a line, also where it is named second', () => {
    const quarterly = named('quarterly');
    const turned: Report = { ...quarterly, dimensions: [...quarterly.dimensions].reverse() };
    for (const report of [quarterly, turned])
      expect(planCharts(report, 'da')).toEqual([
        expect.objectContaining({
          shape: 'lines',
          title: 'Antal fordelt på kvartal og type',
          categories: [1, 2, 3, 4].map((n) => `${n}. kvartal 2025`),
          series: ['Klage', 'Vejledning', 'Forslag'],
        }),
      ]);
  });
  it('handling times are drawn in days, and the share within the target beside them', () => {
    expect(plansOf('handling').map(({ kind, series }) => [kind, series])).toEqual([
      ['days', ['Median', '90 %-fraktil']],
      ['share', ['Inden for målet']],
    ]);
  });
  it('a share of one whole says nothing new and is not drawn; a share that varies is', () => {
    expect(plansOf('contacts-by-channel').map(({ kind }) => kind)).toEqual(['count']);
    expect(plansOf('substance').map(({ kind }) => kind)).toEqual(['count', 'share']);
  });
  it('no chart of one figure, of none, or of noughts alone', () => {
    expect([plansOf('reopened'), plansOf('suggestions')]).toEqual([[], []]);
    const rejections = named('rejections');
    const noughts: Report = { ...rejections, rows: rejections.rows.map((row) => ({ ...row, figures: { count: 0 } })) };
    expect(planCharts(noughts, 'da')).toEqual([]);
  });
  it('too many bars to read: the totals of one dimension, where the report has them', () => {
    const {
      dimensions: [first, second],
      ...report
    } = named('contacts-by-channel');
    const types = Array.from({ length: 20 }, (_, index) => `t${index}`);
    const rows = [
      ...types.map((type, index) => ({ keys: { type, channel: null }, figures: { count: 30 + index, part: null } })),
      ...types.flatMap((type) =>
        ['phone', 'mail', 'visit'].map((channel) => ({ keys: { type, channel }, figures: { count: 10, part: null } })),
      ),
    ];
    const [plan] = planCharts({ ...report, dimensions: [first!, second!], rows }, 'da');
    expect([plan!.categories.length, plan!.marks.length, plan!.series]).toEqual([20, 20, ['Antal']]);
  });
  it('too many lines to tell apart: the same figures turned round, as bars', () => {
    const {
      dimensions: [quarter, type],
      ...report
    } = named('quarterly');
    const types = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const rows = [1, 2, 3, 4].flatMap((n) =>
      types.map((key, index) => ({ keys: { quarter: `2025-Q${n}`, type: key }, figures: { count: 10 * n + index } })),
    );
    const [plan] = planCharts({ ...report, dimensions: [quarter!, type!], rows }, 'da');
    expect(plan).toMatchObject({
      shape: 'bars',
      categories: types,
      series: [1, 2, 3, 4].map((n) => `${n}. kvartal 2025`),
    });
  });
  it('a pair that does not occur has its place and a dash, and no bar', () => {
    const channels = named('contacts-by-channel');
    const [plan] = planCharts(
      { ...channels, rows: channels.rows.filter(({ keys }) => !(keys.type === 'guidance' && keys.channel === 'mail')) },
      'da',
    );
    expect(plan!.gaps).toContainEqual({ category: 'Vejledning', series: 'E-mail', text: '–', hidden: false });
    expect(plan!.marks).toHaveLength(6);
  });
  it('where nothing divides the figures, three or more of them are the bars', () => {
    expect(plansOf('endings')).toEqual([
      expect.objectContaining({
        title: 'Hvad henvendelserne førte til',
        categories: ['Henvendelser', 'Oprettet som sag', 'Endt med vejledning', 'Opgivet'],
        marks: [
          expect.objectContaining({ value: 1843 }),
          expect.objectContaining({ value: 1131 }),
          expect.objectContaining({ value: 704 }),
        ],
      }),
    ]);
  });
  it('shares of different wholes share no axis title', () => {
    const substance = named('substance');
    const [, , share] = substance.figures;
    const report: Report = {
      ...substance,
      figures: [
        share!,
        {
          ...share!,
          key: 'examined',
          title: { da: 'Andel af alle', en: 'Share of all' },
          denominator: { da: 'af alle', en: 'of all' },
        },
      ],
      rows: substance.rows.map((row) => ({ ...row, figures: { share: row.figures.share!, examined: 0.5 } })),
    };
    expect(planCharts(report, 'da').map(({ axis }) => axis)).toEqual(['Andel']);
    expect(plansOf('substance')[1]!.axis).toBe('Andel af afgjorte klagepunkter');
  });
  it('two values written alike stay two bars', () => {
    const rejections = named('rejections');
    const [ground] = rejections.dimensions;
    const alike: Report = {
      ...rejections,
      dimensions: [{ ...ground!, labels: { ...ground!.labels, old: ground!.labels.court! } }],
    };
    expect(planCharts(alike, 'da')[0]!.categories).toEqual([
      'Forvaltningen har ikke svaret endnu',
      'Sagen er ved domstolene',
      'Sagen er ved domstolene (court)',
    ]);
  });
});

describe('what is hidden', () => {
  it('is never drawn, and the description names it', () => {
    const [plan] = plansOf('contacts-by-channel');
    expect(plan!.marks).toHaveLength(7);
    expect(plan!.gaps.map(({ category, series, hidden }) => [category, series, hidden])).toEqual([
      ['Forslag', 'Telefon', true],
      ['Forslag', 'Fremmøde', true],
    ]);
    expect(plan!.description).toBe(
      'Søjlediagram: Antal fordelt på type og kanal. Højest af de viste: Klage, Telefon: 612. Lavest af de viste: Forslag, E-mail: 8. ' +
        'Ikke tegnet, fordi tallet er skjult: Forslag (Telefon), Forslag (Fremmøde). Alle tal står i tabellen under diagrammet.',
    );
  });
  it('for any figures: marks are exactly the numbers of the rows drawn, each as it is', () => {
    const figure: fc.Arbitrary<Figure> = fc.oneof(fc.nat(5000), fc.constant('hidden' as const), fc.constant(null));
    const rejections = named('rejections');
    fc.assert(
      fc.property(fc.array(figure, { minLength: 3, maxLength: 3 }), (values) => {
        const rows = rejections.rows.map((row, index) =>
          index === 0 ? row : { ...row, figures: { count: values[index - 1]! } },
        );
        const numbers = values.filter((value) => typeof value === 'number');
        const [plan] = planCharts({ ...rejections, rows }, 'en');
        if (numbers.length < 2 || numbers.every((value) => value === 0)) {
          expect(plan).toBeUndefined();
          return;
        }
        expect(plan!.marks.map(({ value }) => value)).toEqual(numbers);
        expect(plan!.gaps).toHaveLength(values.length - numbers.length);
        expect(plan!.gaps.filter(({ hidden }) => hidden)).toHaveLength(
          values.filter((value) => value === 'hidden').length,
        );
      }),
    );
  });
});

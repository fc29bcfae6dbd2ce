
import { lifecycleOf } from '../../libs/complaints/standings.js';
import { compareWithOracle, compareOthers, coverage } from './cells.js';
import { explore, graphOf, machineOf } from './explore.js';
import { readings } from './readings.js';
import { rules } from '../../state-machines/complaint/rules.js';
it('x', () => {
  const m = machineOf(lifecycleOf('complaint/1'));
  const e = explore(m);
  const pairs = m.arrows.flatMap((a) => a.rules.map((r) => `${a.key}/${r}`));
  const say: string[] = [];
  say.push('not refused alone: ' + pairs.filter((x) => !e.refusals.has(x)).join('\n'), String(pairs.length));
  const c = compareWithOracle(m); say.push(...c.findings, ...readings.filter((r) => !c.readingsUsed.has(r)).map((r) => 'unused ' + r.ambiguity + r.reason));
  say.push(...compareOthers(m));
  const t = process.cpuUsage(); const cov = coverage(m); say.push(`${cov.happenings} ${process.cpuUsage(t).user / 1000}`);
  for (const [p, reached] of cov.situations) { const g = graphOf(m, p); const un = g.nodes.filter((n) => !reached.has(n)); say.push(`${p.id} ${reached.size} of ${g.nodes.length}; beyond: ${[...reached].filter((n) => !g.nodes.includes(n)).map((n) => n.key)}`, ...un.map((n) => '   ' + n.key)); }
  say.push('arrows not taken:', ...m.arrows.filter((a) => !cov.arrows.has(a.key)).map((a) => a.key));
  say.push('refusals not seen:', ...pairs.filter((x) => !cov.refusals.has(x) && !('roles' in rules[x.split('/')[1] as 'byHead'])));
  process.stdout.write(say.join('\n') + '\n');
});

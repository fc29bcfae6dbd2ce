/**
 * Words that are Danish and nothing else: those that hold sentences together, and those of this trade. What is spelt as
 * an English word is not among them.
 */
const words = new Set(
  `af alle allerede anden andet at_blive bag begge blev blevet blive bliver da den_her denne der deres det dette dig din
  dine dit du efter eller en_gang er et fik fordi fra få får før først gang gjort gør ham han hans har have_sagt hele
  hende hendes henvendelse her_står hver hvad hvem hver hvilken hvis hvor hvordan hvornår ikke ind ingen inden intet jeg
  kan_ikke kun kunne lige med mellem mere når nej nogen noget nu og også om_måneden op over_for på sagen sager samme
  selv sig siden sidst skal skulle som stadig til tilbage uden ud var vi_har ved være vil_du vores
  adgang afdeling afgørelse afsluttet afsendt afvis afvist ændr ændring advarsel arbejdsdage arbejdsdag begrundelse
  behandles bemærkning besked borger borgeren borgerens breve brevet bruger brugere dato dage dokument dokumenter
  emne enhed fejl felt feltet forelagt forelæggelse forløb forrige forside forsiden forvaltning forvaltningen
  forvaltningens fortsæt frist frister første gem godkend gå henstilling henstillinger hændelse hændelser indhold
  indlæg journalisér kanal klage klagen klagepunkt klagepunkter klager kode kontor kontoret kritik land log_ind lukket
  luk mangler medarbejder modtaget måned møde navn navne notat notater notér næste nærmere opret oprettet oplysninger
  opslag overskredet punkter regler registrér registreret rettelse rækker rykker sagsnummer samtykke sammenlign samtale
  send_igen sidste slet slettet slut søg svar svaret svarfrist tidslinje tidligere tilbagekald tilføj tilsyn trin
  udskriv udgang undersøgelse underret uge valgt valg varsel vejledning vælg vis viser væk åben åbn år ønske`
    .split(/\s+/)
    .filter((word) => !word.includes('_')),
);
/** They are English too, or a name. */
for (const both of ['her', 'log', 'op', 'du', 'der', 'land', 'regler', 'var', 'et', 'er', 'ham', 'ind', 'fra', 'en'])
  words.delete(both);

/** The Danish words in it, each once. */
export const danishIn = (text: string): readonly string[] => [
  ...new Set((text.toLowerCase().match(/\p{L}+/gu) ?? []).filter((word) => words.has(word))),
];

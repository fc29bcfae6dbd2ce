/** What is said of views of the worklist that people keep. */
export const viewsWords = {
  title: { da: 'Gemte visninger', en: 'Saved views' },
  says: {
    da: 'En visning er listens filtre og orden under et navn. Dem, du selv har gemt, ser kun du; fælles visninger har alle på kontoret.',
    en: 'A view is the filters and the order of the list under a name. Those of your own only you see; common ones everybody in the office has.',
  },
  own: { da: 'Mine', en: 'Mine' },
  common: { da: 'Fælles', en: 'Common' },
  none: {
    da: 'Ingen endnu. Vælg filtre på listen, og gem den med et navn.',
    en: 'None yet. Choose filters on the list, and save it under a name.',
  },
  toList: { da: 'Til listen', en: 'To the list' },
  save: { da: 'Gem denne visning', en: 'Save this view' },
  name: { da: 'Navn', en: 'Name' },
  nameHint: { da: 'Skriv ikke navne på borgere.', en: 'Do not write names of citizens.' },
  forAll: { da: 'Fælles for kontoret', en: 'Common to the office' },
  saveButton: { da: 'Gem', en: 'Save' },
  remove: { da: 'Fjern', en: 'Remove' },
  manage: { da: 'Ret visninger', en: 'Edit views' },
  by: { da: 'Gemt af', en: 'Saved by' },
  missing: { da: 'Feltet skal udfyldes.', en: 'The field must be filled in.' },
  wrong: { da: 'Skriv højst 60 tegn på én linje.', en: 'Write at most 60 characters in one line.' },
  traces: { da: 'Nogen kan genkendes: der er', en: 'Somebody can be recognised: there is' },
} as const;

/** A ledger without one of its parts, and without what spoke of it. Pure. */
import { without } from '../lib/without';
import { listOf, type Check, type CostRule, type Given, type LedgerDesignDocument, type Part, type Posting } from './document';

export function withoutPart(doc: LedgerDesignDocument, part: Part, at: number): LedgerDesignDocument {
  const item = listOf(doc, part)[at];
  if (!item) return doc;
  const rest = { ...doc, [part]: listOf(doc, part).filter((_, index) => index !== at) };
  switch (part) {
    case 'dimensions':
      return withoutDimension(rest, item.id);
    case 'measures':
      return withoutMeasure(rest, item.id);
    case 'postings':
      return { ...rest, postings: listOf(rest, 'postings').map((one) => withoutSource(one, item.id)) };
    case 'checks':
      return withoutCheck(rest, item.id);
  }
}

function withoutDimension(doc: LedgerDesignDocument, id: string): LedgerDesignDocument {
  const { costing, ageing } = doc;
  const found: LedgerDesignDocument = {
    ...doc,
    ...(doc.postings ? { postings: doc.postings.map((one) => ({ ...one, dimensions: mapped(without(one.dimensions, id), (given) => unfound(given, id)) })) } : {}),
    ...(doc.checks ? { checks: doc.checks.map((one) => ({ ...one, by: one.by.filter((by) => by !== id), terms: one.terms.map((term) => (term.empty ? { ...term, empty: term.empty.filter((empty) => empty !== id) } : term)) })) } : {}),
    ...(costing ? { costing: { ...costing, scope: costing.scope.filter((one) => one !== id) } } : {}),
    ...(ageing ? { ageing: { ...ageing, by: ageing.by.filter((one) => one !== id) } } : {}),
  };
  return ageing?.date === id ? without(found, 'ageing') : found;
}

/** A part that is found by others is not found by what is gone. */
function unfound(given: Given, id: string): Given {
  if (given === null || typeof given !== 'object' || Array.isArray(given) || !('found_by' in given)) return given;
  const found_by = without(given.found_by, id) as Record<string, string>;
  return Object.keys(found_by).length > 0 ? { found_by } : null;
}

function withoutMeasure(doc: LedgerDesignDocument, id: string): LedgerDesignDocument {
  let found: LedgerDesignDocument = {
    ...doc,
    ...(doc.postings ? { postings: doc.postings.map((one) => ({ ...one, measures: without(one.measures, id) as Record<string, string> })) } : {}),
    ...(doc.checks ? { checks: doc.checks.map((one): Check => ({ ...one, terms: one.terms.filter((term) => term.ledger !== undefined || term.measure !== id) })) } : {}),
  };
  if (doc.open === id) found = without(found, 'open');
  if (doc.ageing?.measure === id) found = without(found, 'ageing');
  return doc.costing && [doc.costing.quantity, doc.costing.value].includes(id) ? without(found, 'costing') : found;
}

/** What was posted like it, or took up its costs, no longer does. */
function withoutSource(posting: Posting, id: string): Posting {
  const { cost } = posting;
  if (!cost?.of?.includes(id)) return posting;
  const of = cost.of.filter((one) => one !== id);
  const next: CostRule = of.length > 0 ? { ...cost, of } : { rule: 'method', ...(cost.into ? { into: cost.into } : {}) };
  return { ...posting, cost: next };
}

function withoutCheck(doc: LedgerDesignDocument, id: string): LedgerDesignDocument {
  const isOwn = ({ up_to }: Posting) => up_to?.check === id && (up_to.ledger === undefined || up_to.ledger === doc.id);
  return { ...doc, ...(doc.postings ? { postings: doc.postings.map((one) => (isOwn(one) ? without(one, 'up_to') : one)) } : {}) };
}

const mapped = (given: object, change: (one: Given) => Given): Record<string, Given> => Object.fromEntries(Object.entries(given as Record<string, Given>).map(([key, one]) => [key, change(one)]));

/** The permission editor of a ledger: opens all its groups. */
import type { Field, FormDocument, LedgerDocument } from '@/core/documents';
import { OpenGroups } from './permission/open';
import { targetOfLedger } from './permission/shape';

export default function LedgerPermissions({ app, id }: { app: string; id: string }) {
  return <OpenGroups<LedgerDocument> app={app} id={id} on="ledger" targetOf={targetOfLedger} formOf={dimensions} />;
}

/** Conditions on a ledger's rows speak of its dimensions, as of fields. */
const dimensions = ({ id, title, dimensions: fields }: LedgerDocument): FormDocument => ({ kind: 'form', version: 1, id, title, fields: fields as unknown as Field[] }); // a dimension is told as a field of its type

/** The permission editor of a form: opens all its groups. */
import type { FormDocument } from '@/core/documents';
import { OpenGroups } from './permission/open';
import { targetOfForm } from './permission/shape';

export default function FormPermissions({ app, id }: { app: string; id: string }) {
  return <OpenGroups<FormDocument> app={app} id={id} on="form" targetOf={targetOfForm} formOf={(doc) => doc} />;
}

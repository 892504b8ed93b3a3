import { Note } from '../../../flow/panels/Note';

export default function Panel() {
  return <Note words="automation.branch_help" />;
}

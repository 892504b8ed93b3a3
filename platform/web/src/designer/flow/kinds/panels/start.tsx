import { Note } from '../../panels/Note';

export default function Panel() {
  return <Note words="node.start_help" />;
}

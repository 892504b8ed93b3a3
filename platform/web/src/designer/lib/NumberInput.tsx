/** A whole or decimal number of a setting; antd's input for it comes with the first setting that has one. */
import { Input } from 'antd';
import { late } from '@/ui/late';

export const NumberInput = late(async () => (await import('./AntNumberInput')).default, (props) => <Input size="small" readOnly value={props.value ?? ''} aria-label={props['aria-label']} />);

/** The input itself, with what it brings. */
import { InputNumber, type InputNumberProps } from 'antd';

export default function AntNumberInput(props: InputNumberProps<number>) {
  return <InputNumber<number> {...props} />;
}

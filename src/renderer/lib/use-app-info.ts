import { useQuery } from '@tanstack/react-query';
import { rpc } from './rpc/client.ts';

/** Host, version and data folder; undefined until main has answered. */
export const useAppInfo = () => useQuery({ queryKey: ['app'], queryFn: () => rpc.app.getInfo() }).data;

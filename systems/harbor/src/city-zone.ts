/** The city's days and months: what is counted by them is counted by these, wherever a process runs. */
export const cityZone = 'Asia/Shanghai';

/** Path and query of what is asked for. */
export const PATH = "/rolldice?player=load";

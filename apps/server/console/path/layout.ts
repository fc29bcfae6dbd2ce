/** Where the states of a lifecycle stand in its picture, and how the lines between them run; px. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** Of every node. */
  readonly size: readonly [width: number, height: number];
  /** Node → its upper left corner. */
  readonly places: { readonly [node: string]: readonly [x: number, y: number] };
  /** One for each pair of nodes between which some step moves, from the edge of the one to the edge of the other. */
  readonly lines: readonly Line[];
}
export interface Line {
  readonly from: string;
  readonly to: string;
  /** Drawn whether it was walked or not. */
  readonly main: boolean;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface LifecycleLayout {
  readonly lifecycle: string;
  /** State → the node that stands for it in the path of a case. */
  readonly nodeOf: { readonly [state: string]: string };
  /** State → step → the states that it may lead to. Steps that move nothing are not here. */
  readonly moves: { readonly [state: string]: { readonly [step: string]: readonly string[] } };
  /** The path from left to right, and from top to bottom. */
  readonly wide: Layout;
  readonly tall: Layout;
  /** Every state by itself, and the beginning. */
  readonly whole: Layout;
}

//go:build !purego

#include "textflag.h"

// MARK puts the marks of the sixteen bytes at an offset of SI into two registers: where the delimiter stands, and where it or
// printable ASCII does. X0 is the delimiter sixteen times, X1 is -1, X2 a blank. A byte is printable where one more than it,
// taken with its sign, is more than a blank: one more than 0x7F is the least of all that way.
#define MARK(offset, found, plain) \
	MOVOU offset(SI), X3; \
	MOVO X3, X4; \
	PCMPEQB X0, X3; \
	PSUBB X1, X4; \
	PCMPGTB X2, X4; \
	POR X3, X4; \
	PMOVMSKB X3, found; \
	PMOVMSKB X4, plain

// func ends(at []int, text []byte, from, to int, wanted uint64) (n, done, odd, oddEnd int)
TEXT ·ends(SB), NOSPLIT, $0-104
	MOVQ at_base+0(FP), DI
	MOVQ at_len+8(FP), R14
	LEAQ -512(DI)(R14*8), R14 // after which there is no room for a block
	MOVQ text_base+24(FP), SI
	MOVQ from+48(FP), DX
	MOVQ to+56(FP), CX
	MOVQ CX, R15 // odd
	SUBQ DX, CX  // left
	ADDQ DX, SI
	MOVQ wanted+64(FP), X0
	PUNPCKLQDQ X0, X0
	PCMPEQB X1, X1
	MOVQ $0x2020202020202020, AX
	MOVQ AX, X2
	PUNPCKLQDQ X2, X2
	XORQ R13, R13 // oddEnd
	TESTQ CX, CX
	JLE done

block:
	CMPQ DI, R14
	JGT done
	MARK(0, AX, BX)
	MARK(16, R8, R9)
	SHLQ $16, R8
	SHLQ $16, R9
	ORQ R8, AX
	ORQ R9, BX
	MARK(32, R8, R9)
	MARK(48, R10, R11)
	SHLQ $16, R10
	SHLQ $16, R11
	ORQ R10, R8
	ORQ R11, R9
	SHLQ $32, R8
	SHLQ $32, R9
	ORQ R8, AX
	ORQ R9, BX
	NOTQ BX
	CMPQ CX, $64
	JGE whole
	MOVQ $-1, R8
	SHLQ CX, R8
	NOTQ R8
	ANDQ R8, AX
	ANDQ R8, BX

whole:
	TESTQ BX, BX
	JEQ even
	BSFQ BX, R8
	ADDQ DX, R8
	CMPQ R8, R15
	CMOVQLT R8, R15
	BSRQ BX, R8
	LEAQ 1(R8)(DX*1), R13

even:
	TESTQ AX, AX
	JEQ none

delimiter:
	BSFQ AX, R8
	ADDQ DX, R8
	MOVQ R8, (DI)
	ADDQ $8, DI
	LEAQ -1(AX), R9
	ANDQ R9, AX
	JNE delimiter

none:
	ADDQ $64, SI
	ADDQ $64, DX
	SUBQ $64, CX
	JGT block

done:
	SUBQ at_base+0(FP), DI
	SHRQ $3, DI
	MOVQ DI, n+72(FP)
	MOVQ DX, done+80(FP)
	MOVQ R15, odd+88(FP)
	MOVQ R13, oddEnd+96(FP)
	RET

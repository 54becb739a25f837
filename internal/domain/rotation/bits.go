package rotation

import "math/bits"

// bitWriter packs values most significant bit first.
type bitWriter struct {
	buf  []byte
	room int // unused bits in the last byte
}

func (w *bitWriter) bits(value uint64, width int) {
	for width > 0 {
		if w.room == 0 {
			w.buf, w.room = append(w.buf, 0), 8
		}
		n := min(width, w.room)
		chunk := byte(value>>(width-n)) & byte(1<<n-1)
		w.buf[len(w.buf)-1] |= chunk << (w.room - n)
		w.room -= n
		width -= n
	}
}

func (w *bitWriter) flag(on bool) {
	if on {
		w.bits(1, 1)
	} else {
		w.bits(0, 1)
	}
}

// count writes an exponential-Golomb code of order k: values below 2^k take k+1 bits, larger ones
// two bits more for each doubling. value must be below 2^62.
func (w *bitWriter) count(value uint64, k int) {
	value += 1 << k
	width := bits.Len64(value)
	w.bits(0, width-k-1)
	w.bits(value, width)
}

// signed writes a zigzag code of order k, which costs one bit more than count.
func (w *bitWriter) signed(value int64, k int) { w.count(uint64(value<<1)^uint64(value>>63), k) }

func (w *bitWriter) text(s string) {
	w.count(uint64(len(s)), 4)
	for i := range len(s) {
		w.bits(uint64(s[i]), 8)
	}
}

// bitReader reads what bitWriter wrote. Past the end it gives zeros and remembers that it failed.
type bitReader struct {
	buf    []byte
	next   int // in bits
	failed bool
}

func (r *bitReader) bits(width int) uint64 {
	if width > len(r.buf)*8-r.next {
		r.failed = true
		return 0
	}
	var value uint64
	for width > 0 {
		room := 8 - r.next%8
		n := min(width, room)
		chunk := r.buf[r.next/8] >> (room - n) & byte(1<<n-1)
		value = value<<n | uint64(chunk)
		r.next += n
		width -= n
	}
	return value
}

func (r *bitReader) flag() bool { return r.bits(1) == 1 }

// longestCode bounds the leading zeros of a count, so that its value fits 62 bits.
const longestCode = 40

func (r *bitReader) count(k int) uint64 {
	zeros := 0
	for !r.failed && !r.flag() {
		if zeros++; zeros > longestCode {
			r.failed = true
		}
	}
	if r.failed {
		return 0
	}
	rest := r.bits(zeros + k)
	return 1<<(zeros+k) + rest - 1<<k
}

func (r *bitReader) signed(k int) int64 {
	v := r.count(k)
	return int64(v>>1) ^ -int64(v&1)
}

// text reads a length and that many bytes; the length is checked against what is left before memory is taken.
func (r *bitReader) text() string {
	n := r.count(4)
	if r.failed || n > uint64(len(r.buf)*8-r.next)/8 {
		r.failed = true
		return ""
	}
	text := make([]byte, n)
	for i := range text {
		text[i] = byte(r.bits(8))
	}
	return string(text)
}

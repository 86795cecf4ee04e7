;; Cuts rows of delimited text into cells and numbers equal cells alike (src/compute/cell-table.ts lays out the memory and says when it grows).
;;   slots   i32 (cell, hash) one after another, an open-addressing table of mask + 1 places; cell 0 is an empty place
;;   starts  i32 [cells + 1], cell c holds the bytes of the store from starts[c] up to starts[c + 1]; cell 0 is the empty one
;;   store   the bytes of all cells
;;   waiting i32 (from, size, hash) of up to 64 cells whose places memory is asked for at once
;;   out     i32, the numbers of the cells in their order, -1 after each row
;; What is read may reach 15 bytes beyond what is meant, what is written 7: every region has so much room behind it.
(module
  (memory (export "memory") 1)
  (global $slots (export "slots") (mut i32) (i32.const 0))
  (global $mask (export "mask") (mut i32) (i32.const 0))
  (global $starts (export "starts") (mut i32) (i32.const 0))
  (global $store (export "store") (mut i32) (i32.const 0))
  (global $waiting (export "waiting") (mut i32) (i32.const 0))
  (global $out (export "out") (mut i32) (i32.const 0))
  (global $used (export "used") (mut i32) (i32.const 0))
  (global $count (export "count") (mut i32) (i32.const 1))
  (global $said (export "said") (mut i32) (i32.const 0))
  (global $secret (export "secret") (mut i64) (i64.const 1))
  (global $free (mut i32) (i32.const 0))
  (global $sink (mut i32) (i32.const 0))

  ;; Multiply and shift over words of 8 bytes, the last one filled with zeros; the size is in it, so that zeros at the end count.
  ;; The second factor is odd and nobody's to know: without it a file could be written whose cells all fall into one place.
  (func $hash (export "hash") (param $at i32) (param $size i32) (result i32)
    (local $h i64) (local $left i32)
    (local.set $h (i64.xor (i64.extend_i32_u (local.get $size)) (i64.const 0x9e3779b97f4a7c15)))
    (local.set $left (local.get $size))
    (block $tail (loop $word
      (br_if $tail (i32.lt_u (local.get $left) (i32.const 8)))
      (local.set $h (i64.mul (i64.xor (local.get $h) (i64.load (local.get $at))) (i64.const 0xff51afd7ed558ccd)))
      (local.set $h (i64.mul (i64.xor (local.get $h) (i64.shr_u (local.get $h) (i64.const 32))) (global.get $secret)))
      (local.set $h (i64.xor (local.get $h) (i64.shr_u (local.get $h) (i64.const 29))))
      (local.set $at (i32.add (local.get $at) (i32.const 8)))
      (local.set $left (i32.sub (local.get $left) (i32.const 8)))
      (br $word)))
    (if (local.get $left) (then
      (local.set $h (i64.mul (i64.xor (local.get $h) (call $end (local.get $at) (local.get $left))) (i64.const 0xff51afd7ed558ccd)))
      (local.set $h (i64.mul (i64.xor (local.get $h) (i64.shr_u (local.get $h) (i64.const 32))) (global.get $secret)))
      (local.set $h (i64.xor (local.get $h) (i64.shr_u (local.get $h) (i64.const 29))))))
    (i32.wrap_i64 (i64.shr_u (i64.mul (local.get $h) (i64.const 0xc4ceb9fe1a85ec53)) (i64.const 32))))

  ;; The first `left` bytes at `at`, 1 to 7 of them.
  (func $end (param $at i32) (param $left i32) (result i64)
    (i64.and (i64.load (local.get $at)) (i64.sub (i64.shl (i64.const 1) (i64.extend_i32_u (i32.shl (local.get $left) (i32.const 3)))) (i64.const 1))))

  (func $place (param $hash i32) (result i32)
    (i32.add (global.get $slots) (i32.shl (i32.and (i32.xor (local.get $hash) (i32.shr_u (local.get $hash) (i32.const 15))) (global.get $mask)) (i32.const 3))))

  (func $equal (param $a i32) (param $b i32) (param $size i32) (result i32)
    (block $tail (loop $word
      (br_if $tail (i32.lt_u (local.get $size) (i32.const 8)))
      (if (i64.ne (i64.load (local.get $a)) (i64.load (local.get $b))) (then (return (i32.const 0))))
      (local.set $a (i32.add (local.get $a) (i32.const 8)))
      (local.set $b (i32.add (local.get $b) (i32.const 8)))
      (local.set $size (i32.sub (local.get $size) (i32.const 8)))
      (br $word)))
    (if (i32.eqz (local.get $size)) (then (return (i32.const 1))))
    (i64.eq (call $end (local.get $a) (local.get $size)) (call $end (local.get $b) (local.get $size))))

  ;; The cell with these bytes, or 0; then its free place is in $free.
  (func $find (export "find") (param $at i32) (param $size i32) (param $hash i32) (result i32)
    (local $slot i32) (local $cell i32) (local $from i32)
    (local.set $slot (call $place (local.get $hash)))
    (loop $next
      (local.set $cell (i32.load (local.get $slot)))
      (if (i32.eqz (local.get $cell)) (then (global.set $free (local.get $slot)) (return (i32.const 0))))
      (if (i32.eq (i32.load offset=4 (local.get $slot)) (local.get $hash)) (then
        (local.set $from (i32.load (i32.add (global.get $starts) (i32.shl (local.get $cell) (i32.const 2)))))
        (if (i32.eq (i32.sub (i32.load offset=4 (i32.add (global.get $starts) (i32.shl (local.get $cell) (i32.const 2)))) (local.get $from)) (local.get $size)) (then
          (if (call $equal (local.get $at) (i32.add (global.get $store) (local.get $from)) (local.get $size)) (then (return (local.get $cell))))))))
      (local.set $slot (i32.add (local.get $slot) (i32.const 8)))
      (if (i32.gt_u (local.get $slot) (i32.add (global.get $slots) (i32.shl (global.get $mask) (i32.const 3)))) (then (local.set $slot (global.get $slots))))
      (br $next))
    (unreachable))

  (func $intern (export "intern") (param $at i32) (param $size i32) (param $hash i32) (result i32)
    (local $cell i32) (local $k i32) (local $to i32)
    (if (i32.eqz (local.get $size)) (then (return (i32.const 0))))
    (local.set $cell (call $find (local.get $at) (local.get $size) (local.get $hash)))
    (if (local.get $cell) (then (return (local.get $cell))))
    (local.set $to (i32.add (global.get $store) (global.get $used)))
    (loop $copy
      (i64.store (i32.add (local.get $to) (local.get $k)) (i64.load (i32.add (local.get $at) (local.get $k))))
      (local.set $k (i32.add (local.get $k) (i32.const 8)))
      (br_if $copy (i32.lt_u (local.get $k) (local.get $size))))
    (local.set $cell (global.get $count))
    (i32.store (global.get $free) (local.get $cell))
    (i32.store offset=4 (global.get $free) (local.get $hash))
    (global.set $used (i32.add (global.get $used) (local.get $size)))
    (i32.store offset=4 (i32.add (global.get $starts) (i32.shl (local.get $cell) (i32.const 2))) (global.get $used))
    (global.set $count (i32.add (local.get $cell) (i32.const 1)))
    (local.get $cell))

  ;; Numbers the cells that wait: their places are asked for in loads that do not wait for each other.
  (func $number (param $waiting i32)
    (local $k i32) (local $at i32) (local $sink i32)
    (local.set $at (global.get $waiting))
    (block $asked (loop $ask
      (br_if $asked (i32.ge_u (local.get $k) (local.get $waiting)))
      (local.set $sink (i32.xor (local.get $sink) (i32.load (call $place (i32.load offset=8 (local.get $at))))))
      (local.set $at (i32.add (local.get $at) (i32.const 12)))
      (local.set $k (i32.add (local.get $k) (i32.const 1)))
      (br $ask)))
    (global.set $sink (local.get $sink))
    (local.set $at (global.get $waiting))
    (local.set $k (i32.const 0))
    (block $done (loop $each
      (br_if $done (i32.ge_u (local.get $k) (local.get $waiting)))
      (call $say (call $intern (i32.load (local.get $at)) (i32.load offset=4 (local.get $at)) (i32.load offset=8 (local.get $at))))
      (local.set $at (i32.add (local.get $at) (i32.const 12)))
      (local.set $k (i32.add (local.get $k) (i32.const 1)))
      (br $each))))

  (func $say (param $cell i32)
    (i32.store (i32.add (global.get $out) (i32.shl (global.get $said) (i32.const 2))) (local.get $cell))
    (global.set $said (i32.add (global.get $said) (i32.const 1))))

  ;; Cuts the bytes `from` up to `to`, where a cell begins at `from`. Where it ends: at `to`, at a cell that begins with a quote, at one
  ;; that does not end before `to`, or at one whose end is `longest` bytes or more behind its beginning.
  (func (export "cut") (param $from i32) (param $to i32) (param $stop i32) (param $longest i32) (result i32)
    (local $at i32) (local $marks i32) (local $bytes v128) (local $stops v128) (local $lines v128) (local $isLine i32) (local $size i32) (local $waiting i32) (local $into i32)
    (global.set $said (i32.const 0))
    (local.set $stops (i8x16.splat (local.get $stop)))
    (local.set $lines (i8x16.splat (i32.const 10)))
    (block $ended (loop $cell
      (br_if $ended (i32.ge_u (local.get $from) (local.get $to)))
      (br_if $ended (i32.eq (i32.load8_u (local.get $from)) (i32.const 34)))
      (local.set $at (local.get $from))
      (loop $seek
        (local.set $bytes (v128.load (local.get $at)))
        (local.set $marks (i8x16.bitmask (v128.or (i8x16.eq (local.get $bytes) (local.get $stops)) (i8x16.eq (local.get $bytes) (local.get $lines)))))
        (if (i32.eqz (local.get $marks)) (then
          (local.set $at (i32.add (local.get $at) (i32.const 16)))
          (br_if $seek (i32.lt_u (local.get $at) (local.get $to))))))
      (br_if $ended (i32.eqz (local.get $marks)))
      (local.set $at (i32.add (local.get $at) (i32.ctz (local.get $marks))))
      (br_if $ended (i32.ge_u (local.get $at) (local.get $to)))
      (local.set $size (i32.sub (local.get $at) (local.get $from)))
      (br_if $ended (i32.ge_u (local.get $size) (local.get $longest)))
      (local.set $isLine (i32.eq (i32.load8_u (local.get $at)) (i32.const 10)))
      (if (i32.and (local.get $isLine) (i32.ne (local.get $size) (i32.const 0))) (then
        (if (i32.eq (i32.load8_u (i32.sub (local.get $at) (i32.const 1))) (i32.const 13)) (then (local.set $size (i32.sub (local.get $size) (i32.const 1)))))))
      (local.set $into (i32.add (global.get $waiting) (i32.mul (local.get $waiting) (i32.const 12))))
      (i32.store (local.get $into) (local.get $from))
      (i32.store offset=4 (local.get $into) (local.get $size))
      (i32.store offset=8 (local.get $into) (call $hash (local.get $from) (local.get $size)))
      (local.set $waiting (i32.add (local.get $waiting) (i32.const 1)))
      (if (i32.or (local.get $isLine) (i32.eq (local.get $waiting) (i32.const 64))) (then
        (call $number (local.get $waiting))
        (local.set $waiting (i32.const 0))
        (if (local.get $isLine) (then (call $say (i32.const -1))))))
      (local.set $from (i32.add (local.get $at) (i32.const 1)))
      (br $cell)))
    (call $number (local.get $waiting))
    (local.get $from)))

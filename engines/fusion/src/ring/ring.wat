;; Arithmetic of the ring Z_2^64 on vectors of little-endian i64 words. Addresses are byte offsets, lengths are in words.
;; Every loop bound and address depends on sizes alone: running time does not depend on the words.
(module
  (memory (export "memory") 1)

  ;; target[j] += factor * source[j]
  (func $addScaled (export "addScaled")
    (param $target i32) (param $source i32) (param $factor i64) (param $count i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $source) (i32.shl (local.get $count) (i32.const 3))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $source) (local.get $end)))
        (i64.store (local.get $target)
          (i64.add (i64.load (local.get $target))
                   (i64.mul (local.get $factor) (i64.load (local.get $source)))))
        (local.set $target (i32.add (local.get $target) (i32.const 8)))
        (local.set $source (i32.add (local.get $source) (i32.const 8)))
        (br $next))))

  ;; target[j] *= source[j]
  (func (export "hadamard") (param $target i32) (param $source i32) (param $count i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $source) (i32.shl (local.get $count) (i32.const 3))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $source) (local.get $end)))
        (i64.store (local.get $target)
          (i64.mul (i64.load (local.get $target)) (i64.load (local.get $source))))
        (local.set $target (i32.add (local.get $target) (i32.const 8)))
        (local.set $source (i32.add (local.get $source) (i32.const 8)))
        (br $next))))

  ;; target[j] = (target[j] & keep) >>> bits
  (func (export "shiftRight") (param $target i32) (param $keep i64) (param $bits i64) (param $count i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $target) (i32.shl (local.get $count) (i32.const 3))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $target) (local.get $end)))
        (i64.store (local.get $target)
          (i64.shr_u (i64.and (i64.load (local.get $target)) (local.get $keep)) (local.get $bits)))
        (local.set $target (i32.add (local.get $target) (i32.const 8)))
        (br $next))))

  ;; target[j] = target[0] + ... + target[j]
  (func (export "prefixSum") (param $target i32) (param $count i32)
    (local $end i32) (local $sum i64)
    (local.set $end (i32.add (local.get $target) (i32.shl (local.get $count) (i32.const 3))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $target) (local.get $end)))
        (local.set $sum (i64.add (local.get $sum) (i64.load (local.get $target))))
        (i64.store (local.get $target) (local.get $sum))
        (local.set $target (i32.add (local.get $target) (i32.const 8)))
        (br $next))))

  ;; out[m][n] += a[m][k] * b[k][n]
  (func (export "multiply")
    (param $a i32) (param $b i32) (param $out i32) (param $m i32) (param $k i32) (param $n i32)
    (local $row i32) (local $inner i32) (local $width i32) (local $bRow i32)
    (local.set $width (i32.shl (local.get $n) (i32.const 3)))
    (block $doneRows
      (loop $nextRow
        (br_if $doneRows (i32.ge_u (local.get $row) (local.get $m)))
        (local.set $inner (i32.const 0))
        (local.set $bRow (local.get $b))
        (block $doneInner
          (loop $nextInner
            (br_if $doneInner (i32.ge_u (local.get $inner) (local.get $k)))
            (call $addScaled (local.get $out) (local.get $bRow) (i64.load (local.get $a)) (local.get $n))
            (local.set $a (i32.add (local.get $a) (i32.const 8)))
            (local.set $bRow (i32.add (local.get $bRow) (local.get $width)))
            (local.set $inner (i32.add (local.get $inner) (i32.const 1)))
            (br $nextInner)))
        (local.set $out (i32.add (local.get $out) (local.get $width)))
        (local.set $row (i32.add (local.get $row) (i32.const 1)))
        (br $nextRow))))

  ;; out[k][n] += transpose(a[m][k]) * b[m][n]
  (func (export "multiplyTransposed")
    (param $a i32) (param $b i32) (param $out i32) (param $m i32) (param $k i32) (param $n i32)
    (local $row i32) (local $inner i32) (local $width i32) (local $outRow i32)
    (local.set $width (i32.shl (local.get $n) (i32.const 3)))
    (block $doneRows
      (loop $nextRow
        (br_if $doneRows (i32.ge_u (local.get $row) (local.get $m)))
        (local.set $inner (i32.const 0))
        (local.set $outRow (local.get $out))
        (block $doneInner
          (loop $nextInner
            (br_if $doneInner (i32.ge_u (local.get $inner) (local.get $k)))
            (call $addScaled (local.get $outRow) (local.get $b) (i64.load (local.get $a)) (local.get $n))
            (local.set $a (i32.add (local.get $a) (i32.const 8)))
            (local.set $outRow (i32.add (local.get $outRow) (local.get $width)))
            (local.set $inner (i32.add (local.get $inner) (i32.const 1)))
            (br $nextInner)))
        (local.set $b (i32.add (local.get $b) (local.get $width)))
        (local.set $row (i32.add (local.get $row) (i32.const 1)))
        (br $nextRow)))))

/// The SHA-256 checksum (FIPS 180-4), for published checksums of points.
func sha256(_ message: [UInt8]) -> String {
  var padded = message
  padded.append(0x80)
  while padded.count % 64 != 56 { padded.append(0) }
  let bitCount = UInt64(message.count) * 8
  for shift in stride(from: 56, through: 0, by: -8) {
    padded.append(UInt8(truncatingIfNeeded: bitCount >> UInt64(shift)))
  }
  let primes = firstPrimes(64)
  let constants = primes.map { fraction(Double($0), cube: true) }
  var hash = primes.prefix(8).map { fraction(Double($0), cube: false) }
  var schedule = [UInt32](repeating: 0, count: 64)
  for block in stride(from: 0, to: padded.count, by: 64) {
    for i in 0..<16 {
      var value: UInt32 = 0
      for byte in 0..<4 { value = value << 8 | UInt32(padded[block + 4 * i + byte]) }
      schedule[i] = value
    }
    for i in 16..<64 {
      let early = schedule[i - 15]
      let late = schedule[i - 2]
      let mixed = rotated(early, 7) ^ rotated(early, 18) ^ (early >> 3)
      let other = rotated(late, 17) ^ rotated(late, 19) ^ (late >> 10)
      schedule[i] = schedule[i - 16] &+ mixed &+ schedule[i - 7] &+ other
    }
    var state = hash
    for i in 0..<64 {
      let e = state[4]
      let a = state[0]
      let choice = (e & state[5]) ^ (~e & state[6])
      let majority = (a & state[1]) ^ (a & state[2]) ^ (state[1] & state[2])
      let upper = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
      let lower = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)
      let first = state[7] &+ upper &+ choice &+ constants[i] &+ schedule[i]
      state = [
        first &+ lower &+ majority, a, state[1], state[2], state[3] &+ first, e, state[5],
        state[6],
      ]
    }
    for i in 0..<8 { hash[i] = hash[i] &+ state[i] }
  }
  return hash.map { value in
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }.joined()
}

private func rotated(_ x: UInt32, _ count: UInt32) -> UInt32 {
  x >> count | x << (32 - count)
}

private func firstPrimes(_ count: Int) -> [Int] {
  var primes: [Int] = []
  var candidate = 2
  while primes.count < count {
    if primes.allSatisfy({ candidate % $0 != 0 }) { primes.append(candidate) }
    candidate += 1
  }
  return primes
}

/// The first 32 bits of the fractional part of a square or cube root.
private func fraction(_ x: Double, cube: Bool) -> UInt32 {
  var root = x.squareRoot()
  if cube {
    root = 1
    for _ in 0..<200 { root -= (root * root * root - x) / (3 * root * root) }
  }
  return UInt32((root - root.rounded(.down)) * 4_294_967_296)
}

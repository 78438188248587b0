-- Moves the read models of one slot from one position of the log to the next, all or nothing: a batch that comes a
-- second time finds another head and changes nothing. Redis 6.2 commands only; all keys share one hash tag.
-- KEYS[1] the slot's head; ARGV: the expected head (empty: none), the next head, then the writes, each as a command,
-- the number of its arguments, and those.
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then
  return 0
end
redis.call('SET', KEYS[1], ARGV[2])
local i = 3
while i <= #ARGV do
  local last = i + 1 + tonumber(ARGV[i + 1])
  redis.call(ARGV[i], unpack(ARGV, i + 2, last))
  i = last + 1
end
return 1

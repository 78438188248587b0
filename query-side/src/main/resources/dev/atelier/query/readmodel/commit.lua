-- Moves the read models from one position of the log to the next, all or nothing: a batch that comes a second time
-- finds another head and changes nothing. Redis 6.2 commands only; all keys share the hash tag of the head's key.
-- KEYS[1] head; ARGV: expected generation and position (empty: no head), then generation, position, event id and
-- completeness of the next head, the prefix of the next generation's keys, then the writes.
local now = redis.call('HMGET', KEYS[1], 'generation', 'position')
if (now[1] or '') ~= ARGV[1] or (now[2] or '') ~= ARGV[2] then
  return 0
end
redis.call('HSET', KEYS[1],
  'generation', ARGV[3], 'position', ARGV[4], 'event', ARGV[5], 'complete', ARGV[6])
local prefix = ARGV[7]
local i = 8
while i <= #ARGV do
  local write, key = ARGV[i], prefix .. ARGV[i + 1]
  if write == 'put' then
    redis.call('SET', key, ARGV[i + 2])
    i = i + 3
  elseif write == 'keep' then
    redis.call('SET', key, ARGV[i + 2], 'PX', ARGV[i + 3])
    i = i + 4
  elseif write == 'drop' then
    redis.call('UNLINK', key)
    i = i + 2
  elseif write == 'add' then
    redis.call('ZADD', key, ARGV[i + 2], ARGV[i + 3])
    i = i + 4
  else
    redis.call('ZREM', key, ARGV[i + 2])
    i = i + 3
  end
end
return 1

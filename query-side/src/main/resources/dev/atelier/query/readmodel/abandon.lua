-- KEYS[1] the head of what was built; ARGV[1] what it is taken for.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
return redis.call('DEL', KEYS[1])

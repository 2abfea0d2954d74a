-- wrk's part of bench_ticket_issue.py: every request is another citizen with another request id.
local threads = 0
function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
end
function init(args)
  local source = io.open("/dev/urandom", "rb")
  local bytes = source:read(4)
  source:close()
  local seed = 0
  for i = 1, 4 do seed = seed * 256 + bytes:byte(i) end
  math.randomseed(seed)
  token = args[1]
end
function request()
  local function hex(digits)
    local text = {}
    for i = 1, digits do text[i] = string.format("%x", math.random(0, 15)) end
    return table.concat(text)
  end
  local request_id = hex(8) .. "-" .. hex(4) .. "-4" .. hex(3) .. "-a" .. hex(3) .. "-" .. hex(12)
  local body = '{"line":"A","request_id":"' .. request_id .. '","visit_id":"' .. hex(32) .. '"}'
  return wrk.format("POST", "/v1/tickets", {["Content-Type"] = "application/json", ["Authorization"] = "Bearer " .. token}, body)
end
function done(summary, latency, requests)
  local lost = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  io.write(string.format("RESULT %d %d %d %.3f %.3f\n", summary.requests, summary.duration,
    lost + summary.errors.status, latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end

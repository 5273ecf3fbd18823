docker build --tag iris-server:1 .
docker run --rm --detach --publish 127.0.0.1:8000:8000 --name iris iris-server:1
docker logs iris            # what did it print?
docker ps                   # is it up, and healthy?
docker stop iris            # and it is gone, because of --rm
